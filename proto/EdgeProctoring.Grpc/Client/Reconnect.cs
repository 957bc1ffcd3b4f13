using System.Globalization;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>
/// Keeps calls from storming a server that cannot be reached: after a failed connection there is a pause that grows, then one call
/// tries while the others wait for its luck. In the pause a call fails at once, unless it waits for readiness.
/// </summary>
internal sealed class Reconnect(TimeSpan initial, TimeSpan? longest, TimeProvider time, string target)
{
    private const double Growth = 1.6;
    private const double Jitter = 0.2;

    private readonly Lock _gate = new();
    private int _failures;
    private int _life;
    private long _failedAt;
    private TimeSpan _pause;
    private string? _trouble;
    private TaskCompletionSource? _trial;

    public string? Trouble { get { lock (_gate) { return _trouble; } } }

    public async ValueTask<ConnectAttempt> BeginAsync(bool waitForReady, CancellationToken cancel)
    {
        while (true)
        {
            Task turn;
            lock (_gate)
            {
                if (_failures == 0)
                {
                    return new ConnectAttempt(this, _life, isTrial: false);
                }
                var left = _pause - time.GetElapsedTime(_failedAt);
                if (left > TimeSpan.Zero)
                {
                    // Rounded up: a delay of less than a millisecond is none, and this would spin.
                    turn = waitForReady ? Task.Delay(left + TimeSpan.FromMilliseconds(1), time, cancel) : throw Unreachable(left);
                }
                else if (_trial is null)
                {
                    _trial = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    return new ConnectAttempt(this, _life, isTrial: true);
                }
                else
                {
                    turn = _trial.Task.WaitAsync(cancel);
                }
            }
            await turn.ConfigureAwait(false);
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            if (_failures > 0)
            {
                (_failures, _trouble) = (0, null);
                _life++;
            }
        }
    }

    /// <summary>Counts the failures that many calls see at the same moment as one.</summary>
    public void Failed(int life, Exception why)
    {
        lock (_gate)
        {
            if (life == _life)
            {
                _failures++;
                _life++;
                _failedAt = time.GetTimestamp();
                _pause = PauseAfter(_failures);
                _trouble = why.InnerException?.Message ?? why.Message;
            }
        }
    }

    public void EndTrial()
    {
        lock (_gate)
        {
            _trial?.TrySetResult();
            _trial = null;
        }
    }

    private TimeSpan PauseAfter(int failures)
    {
        var grown = initial.TotalSeconds * Math.Pow(Growth, failures - 1);
        var limited = Math.Min(grown, (longest ?? TimeSpan.FromDays(1)).TotalSeconds);
        return TimeSpan.FromSeconds(limited * (1 + Jitter * (2 * Random.Shared.NextDouble() - 1)));
    }

    private RpcException Unreachable(TimeSpan left) => new(new Status(StatusCode.Unavailable,
        string.Create(CultureInfo.InvariantCulture, $"{target} cannot be reached ({_trouble}); the next try is in {left.TotalSeconds:0.0} s.")));
}
