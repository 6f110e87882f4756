"use strict";
// The pin button of a model's page.
for (const place of document.querySelectorAll("[data-pin]")) {
  const button = pins.button(place.dataset.pin);
  pins.listeners.push(button.show);
  place.append(button);
}
