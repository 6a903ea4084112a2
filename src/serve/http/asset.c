/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/asset.h"

#include <stddef.h>
#include <string.h>

#include "base/resource.h"

static const struct asset assets[] = {{"/", "web/app.html", "text/html; charset=utf-8"},
                                      {"/app.js", "web/app.js", "text/javascript; charset=utf-8"},
                                      {"/app.css", "web/app.css", "text/css; charset=utf-8"},
                                      {"/report.css", "web/report.css", "text/css; charset=utf-8"},
                                      {"/world.json", "web/world.json", "application/json"}};

const struct asset *asset_find(const char *url)
{
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (!strcmp(assets[i].url, url))
            return &assets[i];
    return NULL;
}

const char *asset_text(const struct asset *a)
{
    return resource_get(a->file)->text;
}
