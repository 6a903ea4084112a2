/* mcp.h - the questions as tools of an assistant, by the Model Context Protocol (revision
 * 2025-06-18): JSON-RPC 2.0 messages.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_MCP_H
#define SERVE_MCP_H

#include "serve/request.h"

/* Answers one message; `to` stays empty where it wants no answer. */
void mcp_answer(struct buf *to, const struct world *w, const char *store, int wait,
                const char *message);

#endif
