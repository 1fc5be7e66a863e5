#include <stdexcept>
#include <utility>

#include "lib/http_session.h"

namespace lib {

using Phase = Responder::State::Phase;

Responder::State::~State() {
  const auto session = session_.lock();
  if (!session || gone_) return;
  if (phase_ == Phase::open) session->respond(problem(500, "The request was not answered."));
  if (phase_ == Phase::streaming) session->close();
}

void Responder::State::client_left() {
  if (phase_ == Phase::over || std::exchange(gone_, true)) return;
  if (const auto notice = std::exchange(on_gone_, {})) notice();
}

void Responder::send(ServerResponse response) const {
  if (answered()) throw std::logic_error("a request is answered once");
  state_->phase_ = Phase::over;
  state_->on_gone_ = {};
  if (const auto session = state_->session_.lock()) session->respond(std::move(response));
}

void Responder::begin(ServerResponse head) const {
  if (answered()) throw std::logic_error("a request is answered once");
  state_->phase_ = Phase::streaming;
  if (const auto session = state_->session_.lock()) session->begin(std::move(head));
}

void Responder::chunk(const std::string& bytes) const {
  if (state_->phase_ != Phase::streaming || state_->gone_) return;
  if (const auto session = state_->session_.lock()) session->chunk(bytes);
}

void Responder::end() const {
  if (std::exchange(state_->phase_, Phase::over) != Phase::streaming || state_->gone_) return;
  state_->on_gone_ = {};
  if (const auto session = state_->session_.lock()) session->end();
}

void Responder::on_gone(std::function<void()> notice) const {
  state_->on_gone_ = std::move(notice);
}

bool Responder::gone() const {
  return state_->gone_ || state_->session_.expired();
}

bool Responder::answered() const {
  return state_->phase_ != Phase::open;
}

}  // namespace lib
