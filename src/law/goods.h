/* goods.h - what all lists together say of goods: a code, a heading, a family; day by day.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_GOODS_H
#define LAW_GOODS_H

#include "law/rule.h"

/* What is said of goods on a day: the strongest word of any list; of several subheadings, how many
 * of those in the HS of the day are prohibited, wholly or in part.  gap: a list that is not held
 * and could bind, of what is not wholly prohibited; where nothing held binds the word is
 * LEGAL_UNSURE then. */
struct goods_law {
    enum legal status;
    int prohibited, subheadings;
    const struct ref_list *gap; /* NULL: none */
};
struct goods_law goods_on(struct ref *r, const struct ref_goods *g, const struct flow_ends *w,
                          const char *day);

/* The same of one of its subheadings, which may be none of the HS of the day. */
struct goods_law goods_member_on(struct ref *r, const struct ref_member *m,
                                 const struct flow_ends *w, const char *day);

/* The days from which each status holds; the first is of all days before the second. */
struct goods_run {
    const char *from;
    enum legal status;
};
struct goods_runs {
    struct goods_run *run;
    int count;
};
void goods_runs(struct goods_runs *out, struct ref *r, const struct ref_goods *g,
                const struct flow_ends *w, struct arena *a);
enum legal goods_run_on(const struct goods_runs *runs, const char *day);

#endif
