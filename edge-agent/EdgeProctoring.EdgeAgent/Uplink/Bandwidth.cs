namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps a sender below so many bytes a second; 0 = no limit.</summary>
internal sealed class Bandwidth(int kilobytesPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _free;

    /// <summary>Waits until these bytes may go.</summary>
    public async Task WaitAsync(int bytes, CancellationToken cancel)
    {
        if (kilobytesPerSecond == 0)
        {
            return;
        }
        var now = time.GetElapsedTime(_start);
        if (_free > now)
        {
            await Task.Delay(_free - now, time, cancel);
        }
        _free = (_free > now ? _free : now) + TimeSpan.FromSeconds(bytes / (kilobytesPerSecond * 1000.0));
    }
}
