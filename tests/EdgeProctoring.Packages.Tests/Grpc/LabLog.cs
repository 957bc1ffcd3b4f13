using System.Threading.Channels;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>What happened inside a service, to wait for.</summary>
internal sealed class LabLog
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public void Add(string what) => _events.Writer.TryWrite(what);

    /// <summary>The next event that begins so, whatever comes before it.</summary>
    public async Task<string> WaitForAsync(params string[] beginnings)
    {
        using var late = new CancellationTokenSource(_limit);
        await foreach (var what in _events.Reader.ReadAllAsync(late.Token))
        {
            if (beginnings.Any(beginning => what.StartsWith(beginning, StringComparison.Ordinal)))
            {
                return what;
            }
        }
        throw new InvalidOperationException("The log was closed.");
    }
}
