# Peers of bench/fit.c in R; the last line is the seconds.   peers.R lts|breaks FILE
args <- commandArgs(TRUE)
y <- read.csv(args[2])[[2]]
t <- seq_along(y)
x <- data.frame(t, cos(2 * pi * t / 12), sin(2 * pi * t / 12), cos(4 * pi * t / 12),
                sin(4 * pi * t / 12))
begin <- proc.time()[["elapsed"]]
if (args[1] == "lts") {
    suppressPackageStartupMessages(library(robustbase))
    begin <- proc.time()[["elapsed"]]
    for (tau in 14:35) ltsReg(cbind(x, step = t >= tau), y, alpha = 0.75)
} else {
    suppressPackageStartupMessages(library(strucchange))
    begin <- proc.time()[["elapsed"]]
    breakpoints(y ~ as.matrix(x), h = 13)
}
cat(proc.time()[["elapsed"]] - begin, "\n")
