# Writes the migrations into a C++ source, in the order of their names: run at build time with
#   cmake -DFOLDER=… -DOUTPUT=… -P EmbedMigrations.cmake
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(text "// Made from store/migrations; do not edit.\n#include \"store/migrations.h\"\n\n")
string(APPEND text "namespace store {\n\nconst std::vector<Migration>& migrations() {\n")
string(APPEND text "  static const std::vector<Migration> all = {\n")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} sql)
  string(APPEND text "      {\"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
string(APPEND text "  };\n  return all;\n}\n\n}  // namespace store\n")
file(WRITE ${OUTPUT} "${text}")
