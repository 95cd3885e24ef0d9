import dayjs from 'dayjs';

export function greeting(at: Date): string {
  return `It is ${dayjs(at).format('dddd, YYYY-MM-DD')}`;
}
