using System.Net.Sockets;
using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Grpc.Core;
using Grpc.Net.Client;
using static EdgeProctoring.Packages.Tests.Grpc.Calls;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>The pauses between connections to a server that is not there.</summary>
public sealed class ReconnectTests : IDisposable
{
    private const double Growth = 1.6;
    private const double Jitter = 0.2;

    private readonly ManualTime _time = new();
    private readonly SemaphoreSlim _attempted = new(0);
    private readonly List<DateTimeOffset> _attempts = [];
    private readonly SocketsHttpHandler _handler = new();

    public ReconnectTests() => _handler.ConnectCallback = (_, _) =>
    {
        lock (_attempts)
        {
            _attempts.Add(_time.GetUtcNow());
        }
        _attempted.Release();
        throw new SocketException((int)SocketError.ConnectionRefused);
    };

    public void Dispose()
    {
        _handler.Dispose();
        _attempted.Dispose();
    }

    [Fact]
    public async Task In_the_pause_calls_fail_at_once_and_nobody_knocks()
    {
        using var channel = Connect(TimeSpan.FromSeconds(10));
        await FailureAsync(() => channel.AskAsync());
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FailureAsync(() => channel.AskAsync())));

        Assert.All(statuses, status => Assert.Equal(StatusCode.Unavailable, status.StatusCode));
        Assert.All(statuses, status => Assert.Contains("next try", status.Detail, StringComparison.Ordinal));
        Assert.Single(_attempts);

        _time.Advance(TimeSpan.FromSeconds(13));
        await FailureAsync(() => channel.AskAsync());
        Assert.Equal(2, _attempts.Count);
    }

    [Fact]
    public async Task Many_calls_that_fail_together_count_as_one_failure()
    {
        using var channel = Connect(TimeSpan.FromSeconds(10));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FailureAsync(() => channel.AskAsync())));
        _time.Advance(TimeSpan.FromSeconds(10 * (1 + Jitter)));
        var knocked = _attempts.Count;
        await FailureAsync(() => channel.AskAsync());
        Assert.Equal(knocked + 1, _attempts.Count);
    }

    [Fact]
    public async Task The_pauses_grow_up_to_the_longest()
    {
        using var channel = Connect(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        using var cancel = new CancellationTokenSource();
        var patient = new Lab.Lab.LabClient(channel).AskAsync(new Question(), new CallOptions(cancellationToken: cancel.Token).WithWaitForReady());
        for (var attempt = 0; attempt < 8; attempt++)
        {
            // The timer of the pause is set a moment after the attempt, so time moves in small steps until the next one.
            while (!await _attempted.WaitAsync(TimeSpan.FromMilliseconds(5)))
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
        await cancel.CancelAsync();
        await FailureAsync(() => patient.ResponseAsync);

        var pauses = _attempts.Zip(_attempts.Skip(1), (from, to) => (to - from).TotalSeconds).ToArray();
        for (var pause = 0; pause < 7; pause++)
        {
            var due = Math.Min(Math.Pow(Growth, pause), 5);
            Assert.InRange(pauses[pause], due * (1 - Jitter), due * (1 + Jitter) + 1);
        }
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void A_pause_of_nothing_is_refused(int seconds)
    {
        Assert.Throws<ArgumentException>(() => new GrpcChannelOptions { InitialReconnectBackoff = TimeSpan.FromSeconds(seconds) });
        Assert.Throws<ArgumentException>(() => new GrpcChannelOptions { MaxReconnectBackoff = TimeSpan.FromSeconds(seconds) });
    }

    private GrpcChannel Connect(TimeSpan initial, TimeSpan? longest = null) => GrpcChannel.ForAddress("http://hub.invalid", new GrpcChannelOptions
    {
        HttpHandler = _handler,
        InitialReconnectBackoff = initial,
        MaxReconnectBackoff = longest,
        Time = _time,
    });
}
