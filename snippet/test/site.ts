import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Page {
  html: string;
  headers?: Record<string, string>;
}

/** A site of somebody else: its own origin, with the pages that a test gives it. */
export class Site {
  private readonly pages = new Map<string, Page>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Site> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://site').pathname;
      const page = site.pages.get(path);
      response.writeHead(page ? 200 : 404, {
        'Content-Type': path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
        ...page?.headers,
      });
      response.end(page?.html ?? '');
    });
    const site = new Site(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Puts a page or a script at a path; gives its address. */
  put(path: string, html: string, headers: Record<string, string> = {}): string {
    this.pages.set(path, { html, headers });
    return this.url + path;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
