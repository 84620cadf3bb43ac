// The theme's search dialog speaks English only. It stands in a shadow root: its words are replaced as they appear.
{
  const words = {
    "Search": "查找", "Search results": "查找结果", "Close search": "关闭查找", "Clear": "清除", "Filter": "筛选",
    "Filters": "筛选", "No results": "没有找到", "Close": "关闭",
  };
  const counted = /^(\d+) results?$/;

  const said = (text) => words[text.trim()] ?? (counted.test(text.trim()) ? text.trim().replace(counted, "找到$1处") : null);

  const put = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const ours = said(node.data);
        if (ours !== null) node.data = ours;
        continue;
      }
      for (const name of ["aria-label", "placeholder", "title"]) {
        const theirs = node.getAttribute?.(name);
        const ours = theirs ? said(theirs) : null;
        if (ours !== null) node.setAttribute(name, ours);
      }
    }
  };

  const watched = new WeakSet();
  new MutationObserver(() => {
    for (const host of document.body.children) {
      const root = host.shadowRoot;
      if (!root || watched.has(root)) continue;
      watched.add(root);
      put(root);
      new MutationObserver(() => put(root)).observe(root, { childList: true, subtree: true, characterData: true });
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}
