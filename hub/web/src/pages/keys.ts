/** What a key press names: its physical key, so that Kazakh and Russian layouts work; nothing while somebody types. */
export function keyOf(event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>): string | undefined {
  const typing = event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }
  return event.shiftKey ? `Shift+${event.code}` : event.code;
}
