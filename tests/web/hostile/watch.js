// Runs before anything of a page: notes whatever runs that should not, and what the page holds that could.
(() => {
  const ran = [];
  const noted = (name) => () => { ran.push(name); return null; };
  for (const name of ["ran", "alert", "confirm", "prompt", "print", "open"]) window[name] = noted(name);
  navigator.sendBeacon = noted("sendBeacon");
  document.addEventListener("securitypolicyviolation", (event) =>
    ran.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  const FORBIDDEN = "iframe,frame,frameset,object,embed,applet,base,portal,style,template,math,foreignObject,animate,set," +
    "marquee,xmp,plaintext,audio,video,meta[http-equiv],[style],[srcdoc],[contenteditable]";
  const ADDRESSES = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "background", "ping"];
  const told = (element) => element.outerHTML.slice(0, 300);
  const isPlain = (element, value) => {
    const leads = new URL(value, location.href);
    if (element.localName === "a") return ["http:", "https:"].includes(leads.protocol);
    return leads.origin === location.origin && leads.protocol === location.protocol;
  };
  const held = (page) => {
    const found = [];
    for (const element of page.querySelectorAll(FORBIDDEN)) found.push(`forbidden: ${told(element)}`);
    for (const element of page.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) found.push(`handler: ${told(element)}`);
        if (ADDRESSES.includes(name) && value && !isPlain(element, value)) found.push(`address: ${told(element)}`);
      }
    }
    const running = [...page.scripts].filter((script) => script.type !== "application/json"); // data never run
    for (const script of running)
      if (!new URL(script.getAttribute("src") || "", location.href).href.startsWith(`${location.origin}/static/`)) found.push(`script: ${told(script)}`);
    if (!page.title.includes("Dragoman")) found.push(`title: ${page.title}`);
    return found;
  };
  window.watched = () => [...ran, ...held(document)];
  // What a page would hold that the browser made of such a text; nothing of it is run or loaded.
  window.watchedIn = (text) => held(new DOMParser().parseFromString(text, "text/html"));
})();
