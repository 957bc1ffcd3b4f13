import type { Incident, Room } from './model';

const side = 10_000;
const margin = 0.15;

/** The part of a camera's picture that shows an incident's seats, as a CSS inset; undefined where the whole picture is meant. */
export function crop(incident: Incident, room: Room | undefined): string | undefined {
  const boxes = (room?.seats ?? []).filter((seat) => incident.seats.includes(seat.id)).map((seat) => seat.box);
  if (boxes.length === 0) {
    return undefined;
  }
  const [left, top] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  const edge = Math.max(right - left, bottom - top) * margin;
  const percent = (distance: number): string => `${(Math.max(0, distance) / side * 100).toFixed(2)}%`;
  return `inset(${percent(top - edge)} ${percent(side - right - edge)} ${percent(side - bottom - edge)} ${percent(left - edge)})`;
}
