# Proven reoffending with data.table: a folder of columns, and the first and last day of the cohort since 1970.
suppressMessages(library(data.table))

told <- commandArgs(TRUE)
column <- function(name) {
  file <- file.path(told[1], name)
  readBin(file, "integer", file.size(file) / 4, size = 4, endian = "little")
}

# The same day so many months later, the last of the month where it has no such day.
months_after <- function(days, months) {
  known <- unique(days)
  day <- as.POSIXlt(as.Date(known, origin = "1970-01-01"))
  first <- function(later) {
    month <- day$mon + later
    as.integer(as.Date(sprintf("%d-%02d-01", day$year + 1900 + month %/% 12, month %% 12 + 1)))
  }
  begins <- first(months)
  within <- pmin(day$mday - 1L, first(months + 1) - begins - 1L)
  (begins + within)[match(days, known)]
}

quarter_of <- function(days) {
  known <- unique(days)
  day <- as.POSIXlt(as.Date(known, origin = "1970-01-01"))
  (day$year * 4L + day$mon %/% 3L)[match(days, known)]
}

count <- function() {
  events <- data.table(person = column("index_events.person"), since = column("index_events.index_date"))
  events <- events[since >= as.integer(told[2]) & since <= as.integer(told[3])]
  gone <- data.table(person = column("endings.person"), on = column("endings.on"))
  gone <- gone[, .(gone = min(on)), by = person]
  events[gone, on = "person", gone := i.gone]
  events <- events[is.na(gone) | gone > since]
  events[, quarter := quarter_of(since)]
  cohort <- events[, .(since = min(since)), by = .(person, quarter)]
  cohort[, `:=`(until = months_after(since, 12L), proved_by = months_after(since, 18L))]
  offences <- data.table(
    person = column("offences.person"), day = column("offences.offence_date"),
    proved = column("offences.proved_date")
  )
  pairs <- offences[cohort, on = "person", nomatch = NULL, allow.cartesian = TRUE]
  hits <- pairs[day > since & day <= until & proved <= proved_by]
  c(nrow(cohort), uniqueN(hits, by = c("person", "since")), nrow(hits))
}

began <- proc.time()
counts <- count()
took <- proc.time() - began
memory <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
memory <- as.numeric(gsub("[^0-9]", "", memory)) / 1024
cat(sprintf(
  '{"seconds": %f, "busy": %f, "memory": %f, "counts": [%d, %d, %d]}\n',
  took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], memory, counts[1], counts[2], counts[3]
))
