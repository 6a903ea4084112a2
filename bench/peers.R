# Peers of bench/fit.c and bench/engine in R; the last line is the seconds (many: of each series).
# peers.R lts|breaks|many FILE
args <- commandArgs(TRUE)
if (args[1] == "many") {
    suppressPackageStartupMessages(library(strucchange))
    all <- as.matrix(read.csv(args[2], header = FALSE))
    begin <- proc.time()[["elapsed"]]
    for (i in seq_len(nrow(all))) {
        y <- all[i, ]
        breakpoints(y ~ 1, h = 6)
    }
    cat((proc.time()[["elapsed"]] - begin) / nrow(all), "\n")
    quit()
}
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
