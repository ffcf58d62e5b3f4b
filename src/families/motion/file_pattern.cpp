// SPDX-License-Identifier: MIT
#include "families/motion/file_pattern.h"

#include <vector>

namespace partials::motion {
namespace {

struct Piece {
  enum class Kind : unsigned char { letter, one, run, field } kind = Kind::letter;
  char letter = 0;
  std::string field;
  bool takes_many() const { return kind == Kind::run || kind == Kind::field; }
  size_t least() const { return kind == Kind::run ? 0 : 1; }
  bool takes(char c) const { return kind != Kind::letter || letter == c; }
};

bool pieces_of(std::string_view pattern, std::vector<Piece>& pieces) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    Piece piece;
    if (pattern[i] == '{') {
      const size_t end = pattern.find('}', i);
      if (end == std::string_view::npos) return false;
      piece.kind = Piece::Kind::field;
      piece.field = pattern.substr(i + 1, end - i - 1);
      i = end;
    } else if (pattern[i] == '*') {
      piece.kind = Piece::Kind::run;
    } else if (pattern[i] == '?') {
      piece.kind = Piece::Kind::one;
    } else {
      piece.letter = pattern[i];
    }
    pieces.push_back(std::move(piece));
  }
  return true;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name, std::map<std::string, std::string>& fields) {
  std::vector<Piece> pieces;
  if (pattern.size() > kMaxPatternBytes || name.size() > 4 * kMaxPatternBytes || !pieces_of(pattern, pieces))
    return false;
  // fits[p][n]: the pieces from p on fit the name from n on
  const size_t np = pieces.size(), nn = name.size();
  std::vector<std::vector<char>> fits(np + 1, std::vector<char>(nn + 1, 0));
  fits[np][nn] = 1;
  for (size_t p = np; p-- > 0;)
    for (size_t n = nn + 1; n-- > 0;) {
      const Piece& piece = pieces[p];
      const bool more = n < nn && piece.takes(name[n]);
      fits[p][n] = (piece.least() == 0 && fits[p + 1][n]) || (more && fits[p + 1][n + 1]) ||
                   (more && piece.takes_many() && fits[p][n + 1]);
    }
  if (!fits[0][0]) return false;
  size_t n = 0;
  for (size_t p = 0; p < np; ++p) {
    const size_t from = n;
    n += pieces[p].least();
    while (!fits[p + 1][n]) ++n;
    if (pieces[p].kind == Piece::Kind::field) fields[pieces[p].field] = name.substr(from, n - from);
  }
  return true;
}

}  // namespace partials::motion
