#include "lib/mustache.h"

#include <fstream>
#include <string>

#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

std::filesystem::path written(const std::string& text) {
  static const tests::TempFolder folder;
  const auto path = folder.path() / "template_under_test.mustache";
  std::ofstream{path} << text;
  return path;
}

std::string rendered(const std::string& text, const lib::mustache::data& view,
                     lib::Template::Escape escape = lib::Template::Escape::none) {
  return lib::Template{written(text), escape}.render(view);
}

}  // namespace

TEST_CASE("a line with a section's tag alone leaves no line behind", "[mustache]") {
  lib::mustache::data view;
  view.set("yes", lib::mustache::data{"Y"});
  const std::string text =
      "a\n{{#yes}}\n{{yes}}\n{{/yes}}\n  {{#no}}\nno\n  {{/no}}\n{{! note }}\nb\n";
  CHECK(rendered(text, view) == "a\nY\nb\n");
  CHECK(rendered("{{^no}}\nx {{yes}} y\n{{/no}}\n\nz\n", view) == "x Y y\n\nz\n");
}

TEST_CASE("values are escaped for HTML and only there", "[mustache]") {
  lib::mustache::data view;
  view.set("name", lib::mustache::data{"<b> & \"c\" 'd'"});
  CHECK(rendered("{{name}}", view, lib::Template::Escape::html) ==
        "&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;\n");
  CHECK(rendered("{{name}}", view) == "<b> & \"c\" 'd'\n");
}

TEST_CASE("values keep to their text in Markdown", "[mustache]") {
  lib::mustache::data view;
  view.set("name", lib::mustache::data{"[x](y) *a* _b_ <c> & Côte d'Ivoire (XVIII-16)"});
  CHECK(rendered("- {{name}}", view, lib::Template::Escape::markdown) ==
        "- \\[x\\](y) \\*a\\* \\_b\\_ \\<c\\> \\& Côte d'Ivoire (XVIII-16)\n");
}

TEST_CASE("a faulty template is named with file and line", "[mustache]") {
  CHECK_THROWS_WITH(lib::Template("/nonexistent/x.mustache", lib::Template::Escape::none),
                    Catch::Contains("cannot read the template /nonexistent/x.mustache"));
  CHECK_THROWS_WITH(rendered("one\n{{#open}}\nthree\n", {}),
                    Catch::Contains("template_under_test.mustache, line 2: Unclosed section"));
  CHECK_THROWS_WITH(rendered("one\ntwo {{tag\n", {}), Catch::Contains("line 2: Unclosed tag"));
}
