/* params.h - parameters that questions about flows share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_PARAMS_H
#define APP_FLOW_PARAMS_H

#include "app/question.h"
#include "model/selection.h"

/* Which flows.  As text; NULL where nothing was given. */
struct flow_params {
    const char *from, *to;
    const char *code, *list, *group;
    const char *flow, *freq, *as_of;
    int measure; /* enum measure */
    bool own_currency;
};

/* The same in a parameter struct that has them as `field`. */
#define FLOW_GOODS(params, field)                                                                  \
    {PARAM(params, field.code, "code", TEXT, "CODES",                                              \
           "commodity codes: 2 or 4 digits for all below, 6 for a family", CODES)},                \
        {PARAM(params, field.list, "list", TEXT, "LIST",                                           \
               "codes of a control list: chpl, chpl:1, eu, eu:XXIII, us, 'us:Supp. 4'", LISTS)},   \
        {PARAM(params, field.group, "group", TEXT, "GROUP",                                        \
               "codes of a product group, as in 'heavy trucks'", GROUPS)},                         \
        {PARAM(params, field.flow, "flow", TEXT, "FLOW",                                           \
               "export: the exporter's report; import: the importer's; or re-export", WORDS),      \
         .words = "export import re-export re-import"},                                            \
        {PARAM(params, field.freq, "freq", TEXT, "month|year",                                     \
               "which figures to read, else those that cover more of what is asked", WORDS),       \
         .words = "month year"},                                                                   \
    {                                                                                              \
        PARAM(params, field.as_of, "as-of", DAY, "DATE",                                           \
              "what was known on that day (YYYY-MM-DD)", NOTHING)                                  \
    }

#define FLOW_FROM(params, field)                                                                   \
    {                                                                                              \
        PARAM(params, field.from, "from", TEXT, "AREAS",                                           \
              "exporters: names, ISO codes, M49 numbers or groups, comma-separated", AREAS)        \
    }

#define FLOW_TO(params, field)                                                                     \
    {                                                                                              \
        PARAM(params, field.to, "to", TEXT, "AREAS", "importers, likewise", AREAS)                 \
    }

#define FLOW_MEASURE(params, field)                                                                \
    {                                                                                              \
        PARAM(params, field.measure, "measure", ONE_OF, NULL,                                      \
              "values (the default)|net weight in kg|quantities in the unit of the goods",         \
              NOTHING),                                                                            \
            .words = "value weight quantity"                                                       \
    }

#define FLOW_MEASURES(params, field)                                                               \
    {                                                                                              \
        PARAM(params, field.measure, "measure", ONE_OF, NULL,                                      \
              "values (the default)|net weight in kg|quantities in the unit of the goods|value "   \
              "per kg, of rows that state a weight",                                               \
              NOTHING),                                                                            \
            .words = "value weight quantity unit-value"                                            \
    }

#define FLOW_CURRENCY(params, field)                                                               \
    {                                                                                              \
        PARAM(params, field.own_currency, "own-currency", FLAG, NULL,                              \
              "do not convert by the table of rates", NOTHING)                                     \
    }

#endif
