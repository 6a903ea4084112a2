/* panel.h - what the series of a question have in common: how they behave while nothing happens,
 * and how often something does.
 *
 * Empirical Bayes: the shares of the classes of noise and of the kinds of change are those that
 * make all series of the panel likeliest together (EM: A. P. Dempster, N. M. Laird and D. B. Rubin,
 * JRSS B 39, 1977), from shares set by hand that count as much as a few series.  So a step in a
 * panel of wandering series is no news, and one in a panel of steady series is.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_PANEL_H
#define DETECT_PANEL_PANEL_H

#include "detect/change/weigh.h"

struct panel {
    double weight[NOISE_CLASSES]; /* sum 1 */
    double log_weight[NOISE_CLASSES];
    double kind[WEIGHED_KINDS]; /* sum 1 */
    struct scale_prior scale;
    double size;           /* of a change: its standard deviation, in logarithms */
    bool faint;            /* most changes are smaller: few of them are sure */
    double louder;         /* log odds that the spread of a series changes */
    double tail[2][TAILS]; /* logarithms of the shares of tails, below and above the others */
};

void panel_default(struct panel *p, int season, bool years);
void panel_share(struct panel *p, int class, double weight); /* sets both */
void panel_learn(struct panel *p, const struct weighed *list, int n);
void panel_learn_classes(struct panel *p, const struct weighed *list, int n); /* and kinds only */

/* Logarithm of the Bayes factor of a kind of change, all classes and places together. */
double panel_bayes(const struct panel *p, const struct weighed *w, enum weighed_kind kind);

#endif
