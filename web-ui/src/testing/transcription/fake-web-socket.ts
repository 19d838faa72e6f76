/** Stands in for the browser's WebSocket; a test plays the server. */
export class FakeWebSocket {
  static readonly OPEN = 1;
  static instances: FakeWebSocket[] = [];
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: (string | ArrayBuffer)[] = [];
  readyState = 0;
  bufferedAmount = 0;
  closedWith: number | undefined;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(url: URL, protocols: readonly string[]) {
    this.url = url.href;
    this.protocols = protocols;
    FakeWebSocket.instances.push(this);
  }

  static get latest(): FakeWebSocket {
    return FakeWebSocket.instances[FakeWebSocket.instances.length - 1]!;
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(data);
  }

  close(code: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  accept(): void {
    this.readyState = FakeWebSocket.OPEN;
    this.onopen?.();
  }

  say(event: object): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }

  hangUp(code: number, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  get events(): unknown[] {
    return this.sent.map((data) => (typeof data === 'string' ? (JSON.parse(data) as unknown) : data));
  }
}
