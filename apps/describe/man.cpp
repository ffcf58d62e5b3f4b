// SPDX-License-Identifier: MIT
// Manual pages in man(7)'s macros: one for the program and one for each command; subcommands are on the
// page of their command.
#include "pages.h"

namespace partials::describe {

namespace {

std::string safe(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
      out += std::string("\\&") + c;
    else
      out += c;
  }
  return out;
}

std::string upper(std::string s) {
  for (char& c : s) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return s;
}

std::string sentence(std::string s) {
  if (!s.empty()) s[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(s[0])));
  return safe(s);
}

std::string bold(const std::string& s) { return "\\fB" + safe(s) + "\\fR"; }
std::string slanted(const std::string& s) { return "\\fI" + safe(s) + "\\fR"; }

std::string value_of(const OptionRow& row) {
  if (!row.choices.empty()) return bold(joined(row.choices, "|"));
  return slanted(row.place.empty() ? row.value : row.place);
}

std::string synopsis(const std::vector<std::string>& words, const Verb& verb) {
  std::string out = ".SY \"" + safe(joined(words, " ")) + "\"\n";
  for (const auto& row : verb.rows)
    if (row.required && !row.names.empty()) out += bold(row.names.front()) + " " + value_of(row) + "\n";
  out += "[" + slanted("option") + " ...]\n";
  if (!verb.verbs.empty()) out += slanted("command") + " [" + slanted("argument") + " ...]\n";
  for (const auto& row : verb.rows)
    if (!row.place.empty())
      out += (row.required ? "" : "[") + value_of(row) + (row.many ? " ..." : "") +
             (row.required ? "" : "]") + "\n";
  return out + ".YS\n";
}

std::string entry(const OptionRow& row) {
  std::string head;
  for (const auto& name : row.names) head += (head.empty() ? "" : ", ") + bold(name);
  if (!row.value.empty()) head += (head.empty() ? "" : " ") + value_of(row);
  std::string more;
  if (!row.range.empty()) more += row.range;
  if (!row.initial.empty()) more += (more.empty() ? "" : "; ") + ("default " + row.initial);
  return ".TP\n" + head + "\n" + sentence(row.text) + (more.empty() ? "" : " (" + safe(more) + ")") + ".\n";
}

std::string entries(const std::string& title, const Verb& verb, bool by_place) {
  std::string out;
  for (const auto& row : verb.rows)
    if (row.place.empty() != by_place) out += entry(row);
  return out.empty() ? "" : title + "\n" + out;
}

std::string examples(const Verb& verb) {
  std::string lines;
  for (const auto& line : verb.examples) lines += safe(line) + "\n";
  return lines.empty() ? "" : ".EX\n" + lines + ".EE\n";
}

std::string commands(const Program& p, const Verb& verb, bool own_pages) {
  if (verb.verbs.empty()) return "";
  std::string out = ".SH COMMANDS\n";
  for (const auto& v : verb.verbs) {
    if (own_pages) {
      out += ".TP\n" + bold(v.name) + "\n" + sentence(v.text) + ": see\n.BR " +
             safe(p.root.name + "-" + v.name) + " (1).\n";
      continue;
    }
    out += ".SS " + safe(v.name) + "\n" + sentence(v.text) + ".\n.PP\n" +
           synopsis({p.root.name, verb.name, v.name}, v);
    out += entries(".PP", v, true) + entries(".PP", v, false);
    if (!v.examples.empty())
      out += ".PP\n" + std::string(v.examples.size() > 1 ? "Examples:\n" : "Example:\n") + examples(v);
  }
  return out;
}

std::string see_also(const Program& p, const Verb& verb, const std::vector<std::string>& others) {
  std::vector<std::string> pages = others;
  if (&verb != &p.root) pages.insert(pages.begin(), p.root.name);
  std::string out;
  for (size_t i = 0; i < pages.size(); ++i)
    out += ".BR " + safe(pages[i]) + " (1)" + (i + 1 < pages.size() ? "," : "") + "\n";
  return out.empty() ? "" : ".SH SEE ALSO\n" + out;
}

// "Partials: a recording becomes ..." -> "a recording becomes ...": the name precedes it.
std::string about(const std::string& text) {
  const auto colon = text.find(": ");
  return text.starts_with("Partials: ") ? text.substr(colon + 2) : text;
}

std::string page(const Program& p, const Verb& verb, const Extras& extras) {
  const bool root = &verb == &p.root;
  const std::string name = root ? verb.name : p.root.name + "-" + verb.name;
  std::string out = ".\\\" Written by the program itself, from its option tables.\n.TH " + upper(safe(name)) +
                    " 1 \"\" \"" + safe("Partials " + p.version) + "\" \"Partials\"\n";
  out += ".SH NAME\n" + safe(name) + " \\- " + safe(about(verb.text)) + "\n.SH SYNOPSIS\n";
  out += synopsis(root ? std::vector{verb.name} : std::vector{p.root.name, verb.name}, verb);
  if (root && !extras.description.empty()) out += ".SH DESCRIPTION\n" + safe(extras.description);
  if (!verb.notes.empty()) out += ".PP\n" + safe(verb.notes);
  out += entries(".SH ARGUMENTS", verb, true) + entries(".SH OPTIONS", verb, false) + commands(p, verb, root);
  if (!verb.examples.empty()) out += ".SH EXAMPLES\n" + examples(verb);
  if (const auto& exits = p.root.exits; !exits.empty()) out += ".SH EXIT STATUS\n" + safe(exits);
  for (const auto& [title, rows] : root ? extras.sections : Sections{}) {
    out += ".SH " + title + "\n";
    for (const auto& [what, text] : rows) out += ".TP\n" + slanted(what) + "\n" + safe(text) + "\n";
  }
  return out + see_also(p, verb, extras.see_also);
}

}  // namespace

std::vector<File> man_pages(const Program& p, const Extras& extras) {
  std::vector<File> out{{"man/man1/" + p.root.name + ".1", page(p, p.root, extras)}};
  for (const auto& verb : p.root.verbs)
    out.push_back({"man/man1/" + p.root.name + "-" + verb.name + ".1", page(p, verb, extras)});
  return out;
}

}  // namespace partials::describe
