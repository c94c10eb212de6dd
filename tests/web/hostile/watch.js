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
  window.watched = () => {
    const found = [...ran];
    for (const element of document.querySelectorAll(FORBIDDEN)) found.push(`forbidden: ${told(element)}`);
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) found.push(`handler: ${told(element)}`);
        if (ADDRESSES.includes(name) && value && !isPlain(element, value)) found.push(`address: ${told(element)}`);
      }
    }
    const running = [...document.scripts].filter((script) => script.type !== "application/json"); // data never run
    for (const script of running)
      if (!script.src.startsWith(`${location.origin}/static/`)) found.push(`script: ${told(script)}`);
    if (!document.title.includes("Dragoman")) found.push(`title: ${document.title}`);
    return found;
  };
})();
