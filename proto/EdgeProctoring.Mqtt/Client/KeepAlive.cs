using MQTTnet.Exceptions;

namespace EdgeProctoring.Mqtt;

/// <summary>
/// Watches the line. After a whole period without anything sent or without anything heard it pings; if the line is then still
/// silent for half a period, the peer is dead.
/// </summary>
internal sealed class KeepAlive(TimeSpan period, TimeProvider time)
{
    private long _sent = time.GetTimestamp();
    private long _heard = time.GetTimestamp();

    public void Sent() => Volatile.Write(ref _sent, time.GetTimestamp());
    public void Heard() => Volatile.Write(ref _heard, time.GetTimestamp());

    /// <summary>Runs until cancelled; throws when the peer is dead. <paramref name="paused"/>: nothing is read at present, so silence means nothing.</summary>
    public async Task RunAsync(Action ping, Func<bool> paused, string where, CancellationToken cancel)
    {
        if (period == TimeSpan.Zero)
        {
            return;
        }
        while (true)
        {
            var quiet = Longest(time.GetElapsedTime(Volatile.Read(ref _sent)), time.GetElapsedTime(Volatile.Read(ref _heard)));
            if (quiet < period)
            {
                await Task.Delay(period - quiet, time, cancel).ConfigureAwait(false);
                continue;
            }
            var asked = time.GetTimestamp();
            ping();
            await Task.Delay(period / 2, time, cancel).ConfigureAwait(false);
            if (Volatile.Read(ref _heard) < asked && !paused())
            {
                throw new MqttCommunicationTimedOutException(
                    $"{where} has been silent for {time.GetElapsedTime(Volatile.Read(ref _heard)).TotalSeconds:0.0} s and did not answer a ping "
                    + $"within {period.TotalSeconds / 2:0.0} s (keep-alive {period.TotalSeconds:0} s).");
            }
        }
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
