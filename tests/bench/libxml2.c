/* libxml2 FILE...: libxml2's HTML parser and nothing else, as an engine of compare.py. */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct document {
  char *text;
  size_t size;
};

static struct document load(const char *path) {
  struct document loaded = {NULL, 0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(1);
  fseek(file, 0, SEEK_END);
  loaded.size = (size_t)ftell(file);
  rewind(file);
  loaded.text = malloc(loaded.size);
  if (loaded.text == NULL || fread(loaded.text, 1, loaded.size, file) != loaded.size) exit(1);
  fclose(file);
  return loaded;
}

int main(int argc, char **argv) {
  struct document *documents = calloc((size_t)argc, sizeof *documents);
  char line[80];
  for (int i = 1; i < argc; ++i) documents[i] = load(argv[i]);
  while (fgets(line, sizeof line, stdin) != NULL) {
    const clock_t begun = clock();
    for (int i = 1; i < argc; ++i) {
      htmlDocPtr tree = htmlReadMemory(documents[i].text, (int)documents[i].size, NULL, "UTF-8",
                                       HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                           HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER |
                                           HTML_PARSE_COMPACT);
      if (tree == NULL) exit(1);
      xmlFreeDoc(tree);
    }
    printf("%f 0 0\n", (double)(clock() - begun) / CLOCKS_PER_SEC);
    fflush(stdout);
  }
  return 0;
}
