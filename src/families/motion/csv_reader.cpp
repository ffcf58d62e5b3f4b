// SPDX-License-Identifier: MIT
#include "families/motion/csv_reader.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/text_lines.h"
#include "families/motion/csv_lines.h"
#include "families/motion/csv_times.h"
#include "families/motion/file_error.h"
#include "families/motion/text_scan.h"

namespace partials::motion {
namespace {

// What a file holds of one take, in the file's order.
struct Rows {
  std::vector<double> times;
  std::vector<float> values;
  std::vector<std::string> labels;
};

bool is_missing(std::string_view field) {
  return field.empty() || same_word(field, "nan") || same_word(field, "na") || same_word(field, "null") ||
         field == "-";
}

bool number_in(std::string field, bool decimal_comma, double& value) {
  if (decimal_comma && field.find('.') == std::string::npos)
    std::replace(field.begin(), field.end(), ',', '.');
  return to_number(field, value);
}

std::string stem_of(const std::string& name) {
  const size_t slash = name.find_last_of("/\\");
  const std::string file = slash == std::string::npos ? name : name.substr(slash + 1);
  const size_t dot = file.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? file : file.substr(0, dot);
}

class CsvReader {
 public:
  CsvReader(CsvLines lines, const std::string& name, const CsvOptions& options)
      : lines_(std::move(lines)), name_(name), options_(options) {}

  Result<CsvTakes> read() {
    const auto header = lines_.next();
    if (!header) return header.error();
    if (header.value().empty())
      return Error{text_of({name_, 0}) +
                       ": the file is empty, expected a line of names and lines of numbers; "
                       "choose another file.",
                   ErrorCode::damaged};
    auto columns = columns_from_header(header.value(), options_.label, name_, lines_.line());
    if (!columns) return columns.error();
    columns_ = std::move(columns).value();
    if (columns_.time_unit == TimeUnit::unknown) columns_.time_unit = options_.time_unit;
    while (true) {
      const auto fields = lines_.next();
      if (!fields) return fields.error();
      if (fields.value().empty()) return finished();
      if (const auto read = read_row(fields.value()); !read) return read.error();
    }
  }

 private:
  Error wrong(const std::string& field, const std::string& value, const std::string& expected,
              const std::string& remedy = "correct that line or export the file again") const {
    return file_error({name_, lines_.line()}, field, value, expected, remedy);
  }

  Result<void> read_row(const std::vector<std::string>& fields) {
    if (fields.size() != columns_.count)
      return wrong("the number of fields", std::to_string(fields.size()),
                   std::to_string(columns_.count) + ", as in the first line");
    if (++frames_ > kMaxCsvFrames)
      return too_large(name_, "frames or more", frames_, kMaxCsvFrames, "cut the file into several takes");
    const auto rows = rows_of(columns_.take == CsvColumns::kNone ? std::string() : fields[columns_.take]);
    if (!rows) return rows.error();
    const bool decimal_comma = lines_.separator() != ',';
    if (columns_.time != CsvColumns::kNone) {
      double time = 0;
      if (!number_in(fields[columns_.time], decimal_comma, time) || std::fabs(time) > 1e15)
        return wrong("the time", fields[columns_.time], "a number");
      rows.value()->times.push_back(time);
    }
    for (size_t i = 0; i < columns_.channels.size(); ++i) {
      const std::string& field = fields[columns_.channel_columns[i]];
      double value = std::numeric_limits<double>::quiet_NaN();
      if (!is_missing(field) && (!number_in(field, decimal_comma, value) || std::fabs(value) > 1e30))
        return wrong("channel " + quoted(columns_.channels[i].name), field, "a number or an empty field",
                     "correct that line, or say in takes.json that it is the label column");
      rows.value()->values.push_back(static_cast<float>(value));
    }
    if (columns_.label != CsvColumns::kNone) rows.value()->labels.push_back(fields[columns_.label]);
    return {};
  }

  Result<Rows*> rows_of(const std::string& take) {
    const auto [found, is_new] = takes_.try_emplace(take, order_.size());
    if (is_new) {
      if (order_.size() >= kMaxCsvTakes)
        return Result<Rows*>(too_large(name_, "takes or more", order_.size() + 1, kMaxCsvTakes,
                                       "check that the take column numbers takes and not frames"));
      order_.push_back(take);
      rows_.emplace_back();
    }
    return &rows_[found->second];
  }

  Result<CsvTakes> finished() {
    if (rows_.empty())
      return Error{text_of({name_, 0}) +
                       ": the file has no frames, expected lines of numbers behind the names; "
                       "choose another file.",
                   ErrorCode::damaged};
    CsvTakes all;
    for (size_t i = 0; i < rows_.size(); ++i) {
      std::string remark;
      all.takes.push_back(take_of(rows_[i], remark));
      all.takes.back().name = stem_of(name_) + (order_[i].empty() ? "" : " " + order_[i]);
      if (!remark.empty() && std::find(all.remarks.begin(), all.remarks.end(), remark) == all.remarks.end())
        all.remarks.push_back(remark);
    }
    return all;
  }

  Take take_of(Rows& rows, std::string& remark) const {
    const size_t width = columns_.channels.size();
    const CsvTimes times = rows.times.empty() ? times_at_rate(rows.values.size() / width, options_.frame_s)
                                              : times_from_column(rows.times, columns_.time_unit);
    remark = times.remark;
    Take take;
    take.channels = columns_.channels;
    take.times_s = times.times_s;
    for (const size_t n : times.kept) {
      const float* row = rows.values.data() + n * width;
      take.values.insert(take.values.end(), row, row + width);
      if (!rows.labels.empty()) take.labels.push_back(std::move(rows.labels[n]));
    }
    return take;
  }

  CsvLines lines_;
  const std::string& name_;
  const CsvOptions& options_;
  CsvColumns columns_;
  std::map<std::string, size_t> takes_;
  std::vector<std::string> order_;
  std::vector<Rows> rows_;
  size_t frames_ = 0;
};

}  // namespace

Result<CsvTakes> takes_from_csv(std::string_view text, const std::string& name, const CsvOptions& options) {
  if (text.size() > kMaxCsvBytes)
    return too_large(name, "bytes", text.size(), kMaxCsvBytes, "cut the take into several files");
  const std::string plain = utf8_text(text);
  return CsvReader(CsvLines(plain, name), name, options).read();
}

}  // namespace partials::motion
