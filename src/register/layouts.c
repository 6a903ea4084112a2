/* SPDX-License-Identifier: Apache-2.0 */
#include "base/temp.h"
#include "register/layouts.h"

#include <string.h>
#include <strings.h>

static const struct layout layouts[] = {
    {"ofac_entity", "ofac-sdn", "entities", "OFAC SDN.CSV", BARE, 12, "", 0},
    {"ofac_alias", "ofac-sdn", "aliases", "OFAC ALT.CSV", BARE, 5, "", 0},
    {"ofac_address", "ofac-sdn", "addresses", "OFAC ADD.CSV", BARE, 6, "", 0},
    {"ofac_comment", "ofac-sdn", "comments", "OFAC SDN_COMMENTS.CSV", BARE, 2, "", 0},
    {"ofac_entity", "ofac-sdn", "entities", "OFAC SDN with a header", HEADED, 12, "ID,Name,Type,",
     0},
    {"ofac_address", "ofac-sdn", "addresses", "OFAC ADD with a header", HEADED, 6,
     "ID,Col_B,Address,", 0},
    {"ofac_xml", "ofac-sdn", "whole list", "OFAC SDN.XML", XML, 0, "sdnList", 0},
    {"ofac_advanced", "ofac-sdn", "whole list", "OFAC SDN_ADVANCED.XML", XML, 0, "Sanctions", 0},
    {"ofac_enhanced", "ofac-sdn", "whole list", "OFAC SDN_ENHANCED.XML", XML, 0, "sanctionsData",
     0},
    {"eu_fsf_xml", "eu-fsf", "whole list", "EU financial sanctions, XML", XML, 0,
     "export eu.europa.ec/fpi/fsd/export", 0},
    {"eu_fsf_csv", "eu-fsf", "whole list", "EU financial sanctions, CSV", SEMICOLONS, 0,
     "fileGenerationDate;Entity_", 0},
    {"eu_annex", "eu", "entities", "annex of an EU act", HEADED, 0, "celex,recordId,", 0},
    {"uk_ofsi_csv", "uk-ofsi", "whole list", "UK OFSI ConList.csv", HEADED, 0, "Name 6,Name 1,", 1},
    {"uk_ofsi_xml", "uk-ofsi", "whole list", "UK OFSI ConList.xml", XML, 0,
     "ArrayOfFinancialSanctionsTarget", 0},
    {"uk_csv", "uk", "whole list", "UK Sanctions List, CSV", HEADED, 0, "Last Updated,Unique ID,",
     1},
    {"uk_xml", "uk", "whole list", "UK Sanctions List, XML", XML, 0, "Designations", 0},
    {"canada", "canada-sema", "whole list", "Canada, autonomous sanctions, XML", XML, 0, "data-set",
     0},
    {"seco", "seco", "whole list", "SECO, targets of Swiss sanctions, XML", XML, 0,
     "swiss-sanctions-list", 0},
    {"csl", "us-csl", "whole list", "US Consolidated Screening List, CSV", HEADED, 0,
     "_id,source,entity_number,", 0},
    {"opensanctions_simple", "opensanctions", "entities", "OpenSanctions targets.simple.csv",
     HEADED, 0, "\"id\",\"schema\",\"name\"", 0},
    {"ftm", "opensanctions", "entities", "FollowTheMoney entities", LINES, 0, "{", 0},
    {"denied_persons", "bis-denied-persons", "entities", "BIS Denied Persons List", TABBED, 0,
     "\"Name\"\t\"Street_Address\"", 0},
    {"un", "un", "entities", "UN Security Council consolidated list", XML, 0, "CONSOLIDATED_LIST",
     0},
    {"bis", "bis", "entities", "15 CFR part 744: Entity, Unverified, MEU List", XML, 0,
     "DIV5 N=\"744\"", 0},
};

/* Fields of the first record, quotes minded. */
static int first_fields(const char *head)
{
    int fields = 1;
    bool quoted = false;
    for (const char *p = head; *p && (quoted || *p != '\n'); p++) {
        quoted ^= *p == '"';
        fields += !quoted && *p == ',';
    }
    return fields;
}

static bool begins(const struct layout *l, const char *head)
{
    for (int i = 0; i < l->skip; i++)
        head += strcspn(head, "\n") + (head[strcspn(head, "\n")] == '\n');
    return !strncmp(head, l->begin, strlen(l->begin));
}

/* Where the root element of a document begins, after declarations and comments; NULL: there is none
 * in what was read. */
static const char *root_of(const char *p)
{
    for (p = strchr(p, '<'); p; p = strchr(p + 1, '<')) {
        const char *end = !strncmp(p, "<!--", 4) ? "-->" : *(p + 1) == '?' ? "?>" : NULL;
        if (!end && p[1] != '!')
            return p + 1;
        p = end ? strstr(p, end) : p;
        if (!p)
            return NULL;
    }
    return NULL;
}

/* "export eu.europa.ec/fpi": the local name of the root element, and what stands in its tag, such
 * as its namespace. */
static bool is_root(const char *tag, const char *wanted)
{
    size_t n = strcspn(wanted, " "), name = strcspn(tag, " \t\r\n/>");
    const char *colon = memchr(tag, ':', name), *local = colon ? colon + 1 : tag;
    if ((size_t)(tag + name - local) != n || strncmp(local, wanted, n) != 0)
        return false;
    const char *rest = wanted[n] ? strstr(tag, wanted + n + 1) : tag;
    return rest && (!wanted[n] || rest < tag + strcspn(tag, ">"));
}

const struct layout *layout_of(const char *head)
{
    head += !strncmp(head, "\xef\xbb\xbf", 3) ? 3 : 0;
    int fields = first_fields(head);
    const char *root = *head == '<' ? root_of(head) : NULL;
    bool number = strspn(head, "0123456789") > 0 && head[strspn(head, "0123456789")] == ',';
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        const struct layout *l = &layouts[i];
        bool fits = l->kind == BARE  ? number && fields == l->fields
                    : l->kind == XML ? root && is_root(root, l->begin)
                                     : begins(l, head);
        if (fits)
            return l;
    }
    return NULL;
}

/* OFAC's lists of others than SDNs come in files of the same layout; where the content does not say
 * which it is, their names begin with cons.  Each act of the EU is a list of its own. */
const char *layout_list(const struct layout *l, const char *path, struct arena *a)
{
    const char *base = file_name(path);
    if (!strcmp(l->list, "ofac-sdn") && !strncasecmp(base, "cons", 4))
        return "ofac-nonsdn";
    if (!strcmp(l->name, "eu_annex"))
        return arena_printf(a, "eu-%.*s", (int)strcspn(base, "."), base);
    return l->list;
}

/* OFAC ends the three files of a list so, and not that of comments. */
bool layout_has_mark(const struct layout *l)
{
    return l->kind == BARE && strcmp(l->part, "comments") != 0;
}
