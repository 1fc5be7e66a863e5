#include "lib/html_regular.h"

#include <random>
#include <string>
#include <vector>

#include "lib/html.h"
#include "support/catch.h"

namespace {

// Elements with their attributes, and texts, one a line; neighbouring texts are one.
void list(lib::XmlNode parent, const std::string& margin, std::string& lines) {
  std::string text;
  const auto end_text = [&] {
    if (!text.empty()) lines += margin + '"' + text + "\"\n";
    text.clear();
  };
  for (const lib::XmlNode node : parent.children()) {
    if (node.type() == pugi::node_pcdata) {
      text += node.value();
      continue;
    }
    end_text();
    lines += margin + node.name();
    for (const auto attribute : node.attributes())
      lines += std::string{" "} + attribute.name() + '=' + attribute.value();
    lines += '\n';
    list(node, margin + "  ", lines);
  }
  end_text();
}

std::string by_libxml2(const std::string& part) {
  const auto parsed = lib::parse_html(part);
  REQUIRE(parsed);
  std::string lines;
  list(parsed->document.child("html").child("body"), "", lines);
  return lines;
}

bool is_regular(const std::string& part) {
  lib::XmlDocument document;
  const bool regular = lib::append_regular_html(document, part);
  CHECK((regular || !document.first_child()));
  if (regular) {
    std::string lines;
    list(document, "", lines);
    CAPTURE(part);
    CHECK(lines == by_libxml2(part));
  }
  return regular;
}

}  // namespace

TEST_CASE("Regular markup gives the tree that libxml2 makes of it") {
  const auto part = GENERATE(as<std::string>{}, "<div id=\"x\" class='a b'>1 Mar\t 1991 <br></div>",
                             "<TABLE><TR><TD>France <SUP><A href='#1'>1</A> </SUP><br></TD>\n"
                             "<TD>&nbsp;</TD></TR>\n</TABLE>",
                             "<div><p class='invisible'>C&ocirc;te d&#39;Ivoire & others</p></div>",
                             "<div><i>Declaration:<br></n></i></u> \"No.\"<text /> more</div>",
                             "<a id=x href=\"a.aspx?b=1&amp;c=2\">", "<form action='?a=\"b\"'>");
  CHECK(is_regular(part));
}

TEST_CASE("What a parser would mend is not regular") {
  const auto part = GENERATE(
      as<std::string>{}, "<div><p>one<p>two</div>", "<table><td>x</td></table>",
      "<div><b>x<p>y</p></b></div>", "<div><i>x</div>", "<div>x</p></div>", "<div>a < b</div>",
      "<div>x</div></div>", "<div>&copy 2026</div>", "<div>&nosuch;</div>", "<div>\x02</div>",
      "<div><!-- x --></div>", "<div><script>x</script></div>", "<div><ul><li>x</ul></div>",
      "<div><p/></div>", "<div id=\"x", "<tr><td>x</td></tr>", "words");
  CAPTURE(part);
  CHECK_FALSE(is_regular(part));
}

TEST_CASE("Whatever is taken for regular, libxml2 reads it so") {
  const std::vector<std::string> pieces = {
      "<table>",         "</table>",   "<tr>",   "</tr>",    "<td>", "</td>",    "<div id=a>",
      "</div>",          "<p>",        "</p>",   "<i>",      "</i>", "<sup>",    "</sup>",
      "<a href=\"#1\">", "</a>",       "<br>",   "<text />", "</n>", "<center>", "</center>",
      "\n\t ",           "1 Mar 1991", "&nbsp;", "&",        "x"};
  std::mt19937 random{4};
  int regular = 0;
  for (int i = 0; i < 60'000; ++i) {
    std::string part = "<div>";
    std::vector<std::string> open = {"</div>"};
    const auto length = random() % 14;
    for (unsigned k = 0; k < length; ++k) {
      // Half of the time something is closed as it should be, or regular markup would be rare.
      if (random() % 2 == 0 && open.size() > 1) {
        part += open.back();
        open.pop_back();
        continue;
      }
      const std::string& piece = pieces[random() % pieces.size()];
      part += piece;
      const bool opens =
          piece[0] == '<' && piece[1] != '/' && piece != "<br>" && piece != "<text />";
      if (opens) open.push_back("</" + piece.substr(1, piece.find_first_of(" >") - 1) + '>');
    }
    while (!open.empty()) {
      part += open.back();
      open.pop_back();
    }
    regular += is_regular(part) ? 1 : 0;
  }
  CHECK(regular > 2'000);
}
