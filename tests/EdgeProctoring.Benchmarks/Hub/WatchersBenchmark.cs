using System.Globalization;
using System.Net;
using System.Net.WebSockets;

namespace EdgeProctoring.Benchmarks.Hub;

/// <summary>What people who watch the wall cost the hub: its own processor time, the watchers' aside.</summary>
internal static class WatchersBenchmark
{
    public static async Task MeasureAsync(HubBench bench, int watchers, TimeSpan time)
    {
        var cookies = new CookieContainer();
        using var http = await PagesBenchmark.SignInAsync(bench, "proctor", cookies);
        using var stop = new CancellationTokenSource();
        var messages = 0L;
        var bytes = 0L;
        var sockets = await Task.WhenAll(Enumerable.Range(0, watchers).Select(async _ =>
        {
            var socket = new ClientWebSocket();
            socket.Options.Cookies = cookies;
            await socket.ConnectAsync(new Uri($"ws://{bench.Address.Authority}/wall/feed"), CancellationToken.None);
            return socket;
        }));
        var ready = new CountdownEvent(watchers);
        var listening = sockets.Select(socket => Task.Run(async () =>
        {
            var buffer = new byte[64 * 1024];
            var whole = false;
            try
            {
                while (true)
                {
                    var part = await socket.ReceiveAsync(buffer.AsMemory(), stop.Token);
                    Interlocked.Add(ref bytes, part.Count);
                    if (part.EndOfMessage)
                    {
                        Interlocked.Increment(ref messages);
                        if (!whole)
                        {
                            whole = true;
                            ready.Signal();
                        }
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or WebSocketException)
            {
                // Measured long enough.
            }
        })).ToList();
        ready.Wait(TimeSpan.FromMinutes(3));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watchers} watchers have their first picture of the wall: {Interlocked.Read(ref bytes) / watchers / 1024.0:F0} KB each"));
        (messages, bytes) = (0, 0);
        var (processor, clock) = (bench.HubProcessor, System.Diagnostics.Stopwatch.StartNew());
        await Task.Delay(time);
        var share = (bench.HubProcessor - processor) / clock.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watchers} watchers of a quiet wall: {share * 100:F1} % of one core of the hub (target 15), {messages / clock.Elapsed.TotalSeconds:F0} messages/s, {bytes / clock.Elapsed.TotalSeconds / 1024:F0} KB/s; {Machine.Load()}"));
        await stop.CancelAsync();
        await Task.WhenAll(listening);
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
        ready.Dispose();
    }
}
