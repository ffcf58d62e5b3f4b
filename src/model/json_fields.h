// SPDX-License-Identifier: MIT
// JSON read as a type, without exceptions: the JSON library throws where a field is missing or of another
// type, and what plays is also built without exceptions. A struct is read and written by one function beside
// it,
//   template <class Self, class Take>
//   void json_fields(Self& self, Take&& take) { take("low_hz", self.low_hz, Field::needed); ... }
// Other types: bool, numbers, strings, and vectors, arrays and maps of all these.
#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace partials {

enum class Field {
  needed,
  optional,      // keeps its initial value where it is missing
  unless_empty,  // optional, and not written while it is empty or false
};

namespace json_detail {
struct Anything {
  template <class T>
  void operator()(const char*, T&, Field) const {}
};
}  // namespace json_detail

template <class T>
concept HasJsonFields = requires(T& x) {
  json_fields(x, json_detail::Anything{});
};

// Keeps what is wrong first: "'notes[2].wander_s' is "slow", expected a number".
class JsonReader {
 public:
  // The whole of j; `name` is its own, or "".
  template <class T>
  bool read(const nlohmann::json& j, T& to, const std::string& name = "") {
    at_ = name;
    return value(j, to);
  }
  // A field of the object j.
  template <class T>
  bool field(const nlohmann::json& j, const char* name, T& to, Field kind = Field::needed) {
    if (!j.is_object()) return fail(&j, "fields in braces");
    const auto found = j.find(name);
    if (found == j.end())
      return kind != Field::needed ||
             within("." + std::string(name), [&] { return fail(nullptr, expected(to)); });
    return within("." + std::string(name), [&] { return value(*found, to); });
  }
  const std::string& wrong() const { return wrong_; }  // empty: nothing

 private:
  // Any of these returns false if what it was given is of another type.
  bool value(const nlohmann::json& j, bool& to) {
    if (!j.is_boolean()) return fail(&j, expected(to));
    to = *j.get_ptr<const bool*>();
    return true;
  }
  template <std::floating_point T>
  bool value(const nlohmann::json& j, T& to) {
    if (!j.is_number()) return fail(&j, expected(to));
    to = j.get<T>();
    return true;
  }
  template <std::integral T>
  bool value(const nlohmann::json& j, T& to) {
    using Limits = std::numeric_limits<T>;
    bool fits = false;
    if (j.is_number_unsigned())
      fits = j.get<uint64_t>() <= static_cast<uint64_t>(Limits::max());
    else if (j.is_number_integer())
      fits = j.get<int64_t>() >= static_cast<int64_t>(Limits::min());  // a negative one
    else if (j.is_number_float())                                      // 48000.0
      fits = std::trunc(j.get<double>()) == j.get<double>() && std::abs(j.get<double>()) < 9e15 &&
             j.get<double>() >= static_cast<double>(Limits::min()) &&
             j.get<double>() <= static_cast<double>(Limits::max());
    if (!fits) return fail(&j, expected(to));
    to = j.get<T>();
    return true;
  }
  bool value(const nlohmann::json& j, std::string& to) {
    if (!j.is_string()) return fail(&j, expected(to));
    to = *j.get_ptr<const std::string*>();
    return true;
  }
  template <class T>
  bool value(const nlohmann::json& j, std::vector<T>& to) {
    if (!j.is_array()) return fail(&j, expected(to));
    to.assign(j.size(), T{});
    for (size_t i = 0; i < to.size(); ++i)
      if (!element(j, i, to[i])) return false;
    return true;
  }
  template <class T, size_t N>
  bool value(const nlohmann::json& j, std::array<T, N>& to) {
    if (!j.is_array() || j.size() != N) return fail(&j, expected(to));
    for (size_t i = 0; i < N; ++i)
      if (!element(j, i, to[i])) return false;
    return true;
  }
  template <class T>
  bool value(const nlohmann::json& j, std::map<std::string, T>& to) {
    if (!j.is_object()) return fail(&j, expected(to));
    to.clear();
    for (auto it = j.begin(); it != j.end(); ++it)
      if (!within("." + it.key(), [&] { return value(it.value(), to[it.key()]); })) return false;
    return true;
  }
  template <HasJsonFields T>
  bool value(const nlohmann::json& j, T& to) {
    if (!j.is_object()) return fail(&j, "fields in braces");
    bool ok = true;
    json_fields(to, [&](const char* name, auto& x, Field kind) { ok = ok && field(j, name, x, kind); });
    return ok;
  }
  template <class T>
  bool element(const nlohmann::json& list, size_t i, T& to) {
    return within("[" + std::to_string(i) + "]", [&] { return value(list[i], to); });
  }

  template <class T>
  static std::string expected(const T&) {
    if constexpr (std::same_as<T, bool>) return "true or false";
    if constexpr (std::floating_point<T>) return "a number";
    if constexpr (std::unsigned_integral<T>) return "a whole number of at least 0";
    if constexpr (std::integral<T>) return "a whole number";
    if constexpr (std::same_as<T, std::string>) return "a text";
    if constexpr (requires(T & x) { x.push_back(x.front()); }) return "a list";
    if constexpr (requires { std::tuple_size<T>::value; })
      return "a list of " + std::to_string(std::tuple_size<T>::value);
    return "fields in braces";
  }

  template <class Read>
  bool within(const std::string& step, Read&& read) {
    const size_t before = at_.size();
    at_ += at_.empty() && step[0] == '.' ? step.substr(1) : step;
    const bool ok = read();
    at_.resize(before);
    return ok;
  }
  bool fail(const nlohmann::json* j, const std::string& what);  // null: missing

  std::string at_, wrong_;
};

// Text of any origin as JSON; discarded if it is none. Nothing is thrown.
inline nlohmann::json json_from_text(std::string_view text) {
  return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace partials

// Structs with json_fields are written as objects.
template <partials::HasJsonFields T>
struct nlohmann::adl_serializer<T, void> {
  static void to_json(json& j, const T& x) {
    j = json::object();
    json_fields(x, [&j](const char* name, const auto& value, partials::Field kind) {
      if constexpr (requires { value.empty(); })
        if (kind == partials::Field::unless_empty && value.empty()) return;
      if constexpr (std::same_as<std::remove_cvref_t<decltype(value)>, bool>)
        if (kind == partials::Field::unless_empty && !value) return;
      j[name] = value;
    });
  }
};
