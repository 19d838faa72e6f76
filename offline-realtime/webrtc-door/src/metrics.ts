import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Which way an event went, or that it was kept from going. */
export type EventDirection = 'to_engine' | 'to_caller' | 'refused' | 'dropped';

/** The door's figures for Prometheus, in a registry of their own. */
export class Metrics {
  readonly registry = new Registry();

  /** Requests for a call, by the HTTP status of the answer. */
  readonly callRequests = this.counter('call_requests_total', 'Requests for a call by answered status', 'status');
  /** Calls that are open now. */
  readonly openCalls = new Gauge({
    name: 'parley_door_calls_open',
    help: 'Calls that are open',
    registers: [this.registry],
  });
  /** Calls that ended, by reason. */
  readonly endedCalls = this.counter('calls_ended_total', 'Calls that ended by reason', 'reason');
  /** Audio packets that arrived. */
  readonly packets = this.counter('rtp_packets_total', 'Audio packets that arrived');
  /** Audio packets that never arrived, or too late. */
  readonly lostPackets = this.counter('rtp_packets_lost_total', 'Audio packets that did not arrive in time');
  /** Audio packets that were thrown away: too late, or there already. */
  readonly discardedPackets = this.counter('rtp_packets_discarded_total', 'Audio packets that were late or doubled');
  /** Seconds of audio that were made up for lost packets, by way: `concealed` by the codec, or `silence`. */
  readonly filledSeconds = this.counter('audio_filled_seconds_total', 'Audio made up for what is missing', 'way');
  /** Packets that the codec refused. */
  readonly decodeErrors = this.counter('opus_decode_errors_total', 'Audio packets that could not be decoded');
  /** Seconds of audio sent to the engine. */
  readonly audioSeconds = this.counter('audio_sent_seconds_total', 'Audio sent to the engine');
  /** Seconds of audio thrown away because the engine read too slowly. */
  readonly droppedSeconds = this.counter('audio_dropped_seconds_total', 'Audio dropped because the engine was slow');
  /** Events, by direction. */
  readonly events = this.counter('events_total', 'Events between caller and engine', 'direction');

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  private counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name: `parley_door_${name}`, help, labelNames, registers: [this.registry] });
  }
}
