// Turns the slides by the keys of a clicker, opens full screen, and shows there a slide as large as it fits whole.
const WIDTH = 1024, HEIGHT = 768  // the screen that the sizes of presenter.css are for
const SMALLEST = 0.5

export default ({ data, parentElement }) => {
  const button = parentElement.querySelector("button"), page = document.documentElement
  const stage = document.querySelector(".st-key-stage")
  document.slideShow?.abort()  // a page that is written anew begins anew
  const show = document.slideShow = new AbortController(), signal = show.signal

  button.textContent = data.label
  button.onclick = () => document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen()

  // Clickers send PageUp and PageDown; a slider that was dragged gives the arrow keys back.
  const keys = { PageDown: "next", PageUp: "back" }
  document.addEventListener("keydown", event => {
    const turn = keys[event.key] && document.querySelector(`.st-key-slide_${keys[event.key]} button`)
    if (turn) { event.preventDefault(); turn.click() }
  }, { signal })
  document.addEventListener("pointerup", () => document.activeElement?.matches("[type=range]")
    && document.activeElement.blur(), { signal })

  const fit = () => {
    stage.style.removeProperty("--zoom")
    if (!document.fullscreenElement) return
    const main = stage.closest("[data-testid=stMain]")
    let zoom = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT)
    do {
      stage.style.setProperty("--zoom", zoom)
      zoom *= 0.98
    } while (main.scrollHeight > main.clientHeight && zoom > SMALLEST)
  }
  const sizes = new ResizeObserver(fit), parts = new MutationObserver(fit)
  sizes.observe(stage)
  parts.observe(stage, { childList: true, subtree: true })
  for (const change of ["fullscreenchange", "resize"]) addEventListener(change, fit, { signal })
  signal.addEventListener("abort", () => [sizes, parts].forEach(watch => watch.disconnect()))
  return () => show.abort()
}
