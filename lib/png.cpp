#include "lib/png.h"

#include <cmath>
#include <memory>
#include <stdexcept>

// The one place where librsvg is included; it draws with Cairo and brings its header.
#include <librsvg/rsvg.h>

#ifdef __SANITIZE_ADDRESS__
// Fontconfig keeps what it has read of the machine's fonts until the end of the process.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}
#endif

namespace lib {
namespace {

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

[[noreturn]] void fail(GError* error) {
  const Owned<GError> owned{error};
  throw std::runtime_error(std::string{"cannot draw the SVG: "} +
                           (owned ? owned->message : "it has no size"));
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw std::runtime_error(std::string{"cannot draw the SVG: "} + cairo_status_to_string(status));
}

}  // namespace

std::string png_of_svg(std::string_view svg, double scale) {
  GError* error = nullptr;
  const auto* data = reinterpret_cast<const guint8*>(svg.data());
  const Owned<RsvgHandle> handle{rsvg_handle_new_from_data(data, svg.size(), &error)};
  if (!handle) fail(error);
  double width = 0;
  double height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height)) fail(nullptr);
  const RsvgRectangle area{0, 0, std::ceil(width * scale), std::ceil(height * scale)};
  const Owned<cairo_surface_t> surface{cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(area.width), static_cast<int>(area.height))};
  check(cairo_surface_status(surface.get()));
  const Owned<cairo_t> cairo{cairo_create(surface.get())};
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  if (!rsvg_handle_render_document(handle.get(), cairo.get(), &area, &error)) fail(error);
  check(cairo_status(cairo.get()));
  std::string png;
  check(cairo_surface_write_to_png_stream(surface.get(), append, &png));
  return png;
}

}  // namespace lib
