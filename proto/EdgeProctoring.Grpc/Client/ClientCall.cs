using System.Diagnostics;
using System.Globalization;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The life of one call on the client: it ends once, by whatever comes first, and then keeps its status and trailers.</summary>
internal abstract class ClientCall(GrpcChannel channel, IMethod method, CallOptions options) : IDisposable
{
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _byCaller;
    private ITimer? _deadline;
    private Activity? _trace;
    private HttpResponseMessage? _response;
    private Status? _status;
    private Metadata? _trailers;

    public Task<Metadata> ResponseHeaders => _headers.Task;
    public string Where => $"{method.FullName} at {channel.Target}";

    /// <summary>Fires when the call has ended in any other way than well.</summary>
    public CancellationToken Ended => _cancel.Token;

    public bool HasEnded { get { lock (_gate) { return _status is not null; } } }

    protected GrpcChannel Channel => channel;
    protected CallOptions Options => options;

    public Status GetStatus()
    {
        lock (_gate)
        {
            return _status ?? throw new InvalidOperationException($"{Where} has not ended yet; it has no status.");
        }
    }

    public Metadata GetTrailers()
    {
        lock (_gate)
        {
            return _status is null ? throw new InvalidOperationException($"{Where} has not ended yet; it has no trailers.") : _trailers ?? [];
        }
    }

    /// <summary>What to tell a writer whose stream broke: the call's end if it comes soon, else that it is still to be read.</summary>
    public async Task<Exception> WhyWriteFailedAsync(Exception? broken, TimeSpan limit)
    {
        await Task.WhenAny(_ended.Task, Task.Delay(limit, channel.Time)).ConfigureAwait(false);
        if (!HasEnded && _headers.Task.IsCompletedSuccessfully)
        {
            return new RpcException(new Status(StatusCode.Cancelled, $"The server takes no more requests of {Where}; the end of its responses says why.", broken));
        }
        Finish(Failure.Of(broken ?? new IOException(), Where));
        return GetStatus().StatusCode == StatusCode.OK
            ? new InvalidOperationException($"{Where} has ended well before all requests were sent.", broken)
            : Error();
    }

    public RpcException Error() => new(GetStatus(), GetTrailers());

    public void Dispose() => Finish(new Status(StatusCode.Cancelled, $"{Where} was disposed before it had ended."));

    public void CancelByCaller() => Finish(new Status(StatusCode.Cancelled, $"{Where} was cancelled by its caller."));

    /// <summary>Ends the call unless it has ended.</summary>
    public void Finish(Status status, Metadata? trailers = null)
    {
        lock (_gate)
        {
            if (_status is not null)
            {
                return;
            }
            (_status, _trailers) = (status, trailers);
        }
        channel.Remove(this);
        ClientCounters.Instance.Ended(status.StatusCode);
        _trace?.SetTag(ClientTracing.StatusCode, ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture));
        _trace?.Dispose();
        _deadline?.Dispose();
        _byCaller.Unregister();
        if (!_headers.Task.IsCompleted)
        {
            _headers.TrySetException(new RpcException(status, trailers ?? []));
            _ = _headers.Task.Exception; // Nobody has to look at the headers.
        }
        Close(status);
        if (status.StatusCode != StatusCode.OK)
        {
            _cancel.Cancel();
        }
        _response?.Dispose();
        _ended.TrySetResult();
    }

    /// <summary>Begins the watch over deadline and cancellation. False: the call has ended before it began.</summary>
    protected bool Begin()
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } local && local != DateTime.MaxValue && local != DateTime.MinValue)
        {
            throw new InvalidOperationException($"The deadline of {Where} is {local:O}, {local.Kind}; a deadline is in UTC.");
        }
        channel.Add(this);
        ClientCounters.Instance.Started();
        if (TimeLeft is { } left && left < _longestTimer)
        {
            if (left <= TimeSpan.Zero)
            {
                Expire();
                return false;
            }
            _deadline = channel.Time.CreateTimer(static call => ((ClientCall)call!).Expire(), this, left, Timeout.InfiniteTimeSpan);
        }
        _byCaller = options.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).CancelByCaller(), this);
        return !HasEnded;
    }

    protected TimeSpan? TimeLeft => options.Deadline is { } deadline && deadline != DateTime.MaxValue
        ? deadline - channel.Time.GetUtcNow().UtcDateTime
        : null;

    /// <summary>Sends the request and gives the response to <see cref="OpenAsync"/>. Must run apart from the caller: it owns the trace's context.</summary>
    protected async Task RunAsync(Func<ConnectAttempt?, HttpRequestMessage> request)
    {
        try
        {
            _trace = ClientTracing.Source.StartActivity(ClientTracing.Call, ActivityKind.Client)?.SetTag(ClientTracing.Method, method.FullName);
            var response = await channel.SendAsync(request, options.IsWaitForReady, _cancel.Token).ConfigureAwait(false);
            _response = response;
            if (HasEnded)
            {
                response.Dispose();
                return;
            }
            await OpenAsync(response).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Finish(Failure.Of(e, Where));
        }
    }

    protected void SetHeaders(Metadata headers) => _headers.TrySetResult(headers);

    protected abstract Task OpenAsync(HttpResponseMessage response);

    /// <summary>Ends whatever waits for the call's streams.</summary>
    protected abstract void Close(Status status);

    private void Expire() => Finish(new Status(StatusCode.DeadlineExceeded, channel.Trouble is { } trouble
        ? $"{Where} did not end before its deadline: the server cannot be reached ({trouble})."
        : $"{Where} did not end before its deadline."));
}
