# The events of a pair by month and type, from an export of a record: the same table as that of the notebooks.
#
#   Rscript table.R EXPORT OUT.csv
#
# EXPORT is the folder of the csv export, or the file of the sqlite export (docs/exports.md). On Debian it needs
# r-base-core, r-cran-readr, r-cran-rsqlite and r-cran-jsonlite.

suppressPackageStartupMessages({
  library(readr)
  library(jsonlite)
  library(DBI)
})

# One table of a csv export; datapackage.json tells the type of each of its columns.
from_csv <- function(folder, name) {
  package <- fromJSON(file.path(folder, "datapackage.json"), simplifyVector = FALSE)
  resource <- Filter(function(one) one$name == name, package$resources)[[1]]
  letters <- c(string = "c", integer = "i", number = "d", boolean = "l")
  types <- vapply(resource$schema$fields, function(field) letters[[field$type]], "")
  read_csv(file.path(folder, resource$path), col_types = paste(types, collapse = ""), na = "", progress = FALSE)
}

# One table of a sqlite export.
from_sqlite <- function(file, name) {
  database <- dbConnect(RSQLite::SQLite(), file, flags = RSQLite::SQLITE_RO)
  on.exit(dbDisconnect(database))
  dbReadTable(database, name)
}

# Acts that were done, each in its month: that of the text, or of the first report where the text has none or a later one.
by_month_and_type <- function(events, reports) {
  published <- reports[!is.na(reports$published), ]
  first <- tapply(substr(published$published, 1, 10), published$event, min)
  reported <- unname(first[events$id])
  in_text <- !is.na(events$date) & !is.na(reported) & events$date < reported
  day <- ifelse(in_text, events$date, reported)
  is_act <- is.na(events$auxiliary) & !is.na(day) & nchar(day) >= nchar("2021-12")
  acts <- data.frame(events[is_act, c("type", "documents", "confidence", "score")], month = substr(day[is_act], 1, 7))
  groups <- split(acts, list(acts$type, acts$month), drop = TRUE)
  table <- do.call(rbind, lapply(groups, function(acts) {
    data.frame(
      month = acts$month[1],
      type = acts$type[1],
      events = nrow(acts),
      documents = sum(acts$documents),
      confidence = mean(acts$confidence),
      score = mean(acts$score)
    )
  }))
  table[order(table$month, table$type, method = "radix"), ]
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("give the export and the file to write: Rscript table.R EXPORT OUT.csv")
read_table_named <- if (dir.exists(arguments[1])) from_csv else from_sqlite
table <- by_month_and_type(read_table_named(arguments[1], "events"), read_table_named(arguments[1], "event_reports"))
write_csv(table, arguments[2])
