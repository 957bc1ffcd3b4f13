using System.Net;
using System.Net.Sockets;

namespace EdgeProctoring.TestKit;

/// <summary>Stands between a client and a server and can fall silent, as a dead switch would: open connections, no bytes, no reset.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly int? _bytesPerSecond;
    private readonly Task _accepting;
    private readonly List<TcpClient> _ends = [];
    private volatile int _silencedBefore;
    private volatile int _opened;
    private volatile bool _silent;

    /// <param name="target">The port on loopback to which everything goes.</param>
    /// <param name="bytesPerSecond">How much passes in each direction of a connection; absent: all.</param>
    public TcpRelay(int target, int? bytesPerSecond = null)
    {
        (_target, _bytesPerSecond) = (target, bytesPerSecond);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing passes in either direction.</summary>
    public void FallSilent() => _silent = true;

    /// <summary>Lets new connections pass again; those that were open stay dead, as behind a switch that was replaced.</summary>
    public void Speak() => (_silencedBefore, _silent) = (_opened, false);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        lock (_ends)
        {
            _ends.ForEach(end => end.Dispose());
        }
        _stop.Dispose();
    }

    private bool IsDead(int number) => _silent || number <= _silencedBefore;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_stop.Token);
                var far = new TcpClient { NoDelay = true };
                near.NoDelay = true;
                lock (_ends)
                {
                    _ends.AddRange([near, far]);
                }
                var number = Interlocked.Increment(ref _opened);
                await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                _ = PassAsync(near, far, number);
                _ = PassAsync(far, near, number);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, int number)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (!IsDead(number))
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                    await (_bytesPerSecond is { } rate ? Task.Delay(TimeSpan.FromSeconds((double)count / rate), _stop.Token) : Task.CompletedTask);
                }
            }
            to.Dispose();
        }
        catch (Exception)
        {
            // One end is gone: the other learns it, unless the relay plays dead.
            if (!IsDead(number))
            {
                to.Dispose();
            }
        }
    }
}
