/* xml.h - a document as a table of its elements, for SQL.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_XML_H
#define REGISTER_XML_H

#include "base/err.h"

/* limit XML_DEPTH_MAX: XML of a list, levels: refused, with its place;
 * limit XML_TEXT_MAX: the text of an XML element, bytes: left out;
 * limit XML_NODES_MAX: elements and attributes of XML, nodes: refused, with its place; */
enum { XML_DEPTH_MAX = 64, XML_TEXT_MAX = 32768, XML_NODES_MAX = 20000000 };

/* Writes `to` as CSV: id, parent, name, line, text; one row per element and one per attribute,
 * whose name begins with '@' and whose parent is its element.  Names lose their namespace.  Text is
 * all text of the element and of those inside it, blanks folded; none where it is longer than
 * XML_TEXT_MAX.
 * Entities that a document declares are refused: a list needs none, and they can be made to grow
 * without bound.  A fault is ERR_INPUT with line and column. */
int xml_flatten(const char *path, const char *to, struct err *err) MUST_CHECK;

#endif
