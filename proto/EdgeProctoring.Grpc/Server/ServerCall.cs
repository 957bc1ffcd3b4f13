using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// One call on the server: runs the method, keeps the deadline, and ends the response with a status exactly once. The request's
/// delegate returns only after the method has, even past the deadline: a slow method may still hold the context and its buffers.
/// </summary>
internal sealed partial class ServerCall : ServerCallContext, IDisposable
{
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(40);

    private readonly Serving _serving;
    private readonly IMethod _method;
    private readonly FrameWriter _frame;
    private readonly CancellationTokenSource? _cancel;
    private readonly TimeSpan? _timeout;
    private readonly string? _badTimeout;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile bool _expired;
    private volatile bool _ended;
    private Task _expiring = Task.CompletedTask;

    public ServerCall(HttpContext http, Serving serving, IMethod method)
    {
        (Http, _serving, _method) = (http, serving, method);
        var headers = http.Request.Headers;
        var timeout = headers[Protocol.Timeout].ToString();
        if (TimeoutText.TryDecode(timeout, out var left))
        {
            _timeout = left;
            _deadline = DeadlineAfter(left);
            _cancel = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        }
        else if (timeout.Length > 0)
        {
            _badTimeout = timeout;
        }
        Reader = new FrameReader(http.Request.BodyReader, serving.MaxReceiveMessageSize, headers[Protocol.Encoding], StreamName.Request(method.FullName));
        _frame = new FrameWriter(serving.MaxSendMessageSize, serving.GzipLevel, StreamName.Response(method.FullName));
        _packs = serving.PacksResponses && headers[Protocol.AcceptEncoding].ToString().Contains(Protocol.Gzip, StringComparison.Ordinal);
        http.Response.ContentType = Protocol.ContentType;
        if (_packs)
        {
            http.Response.Headers[Protocol.Encoding] = Protocol.Gzip;
        }
        if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
        {
            LiftUploadLimits(http.Features);
        }
    }

    public HttpContext Http { get; }
    public FrameReader Reader { get; }

    public async Task ServeAsync(Func<ServerCall, Task> answer)
    {
        ServerCounters.Instance.Started();
        var deadline = _timeout < _longestTimer
            ? _serving.Time.CreateTimer(static call => ((ServerCall)call!).Expire(), this, _timeout.Value, Timeout.InfiniteTimeSpan)
            : null;
        Status status;
        try
        {
            await AnswerAsync(answer).ConfigureAwait(false);
            status = StatusCore;
        }
        catch (Exception e)
        {
            status = StatusOf(e);
        }
        if (deadline is not null)
        {
            // Waits for a callback that is running, so that nothing touches the context after this method.
            await deadline.DisposeAsync().ConfigureAwait(false);
            await _expiring.ConfigureAwait(false);
        }
        await EndAsync(status).ConfigureAwait(false);
        Dispose();
    }

    public void Dispose()
    {
        _frame.Dispose();
        _cancel?.Dispose();
        _writing.Dispose();
    }

    /// <summary>The one request of a call that has only one.</summary>
    public async ValueTask<T> ReadOnlyAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        var request = await Reader.ReadOnlyAsync(marshaller.ContextualDeserializer, CancellationToken).ConfigureAwait(false);
        ServerCounters.Instance.Received();
        return request;
    }

    private Task AnswerAsync(Func<ServerCall, Task> answer) => _badTimeout is null
        ? answer(this)
        : throw new RpcException(new Status(StatusCode.Internal, $"The header {Protocol.Timeout} of {_method.FullName} is '{_badTimeout}': no digits and unit."));

    private void Expire()
    {
        _expired = true;
        _expiring = ExpireAsync();
    }

    private async Task ExpireAsync()
    {
        // Ends a read or a write that is waiting; the method's own work ends when it looks at its token.
        var cancelled = _cancel!.CancelAsync();
        await EndAsync(new Status(StatusCode.DeadlineExceeded, $"{_method.FullName} took longer than the deadline of {_timeout}.")).ConfigureAwait(false);
        await cancelled.ConfigureAwait(false);
    }

    private async Task EndAsync(Status status)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_ended)
            {
                return;
            }
            _ended = true;
            ServerCounters.Instance.Ended(status.StatusCode);
            Tag(status);
            if (!Http.RequestAborted.IsCancellationRequested)
            {
                await SendStatusAsync(status).ConfigureAwait(false);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private Status StatusOf(Exception exception)
    {
        switch (exception)
        {
            case RpcException refused:
                AddTrailers(refused.Trailers);
                return refused.Status;
            case BadHttpRequestException bad when !Http.RequestAborted.IsCancellationRequested:
                return new Status(bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? StatusCode.ResourceExhausted : StatusCode.Internal,
                    $"The request of {_method.FullName} was refused: {bad.Message}");
            case IOException when Reader.IsBroken:
            case ConnectionResetException or ConnectionAbortedException:
            case var _ when Http.RequestAborted.IsCancellationRequested:
                Log.ClientGone(_serving.Log, exception, _method.FullName, Peer);
                return new Status(StatusCode.Cancelled, $"The client of {_method.FullName} has gone.");
            case var _ when _expired:
                Log.EndedLate(_serving.Log, exception, _method.FullName);
                return new Status(StatusCode.DeadlineExceeded, "");
            default:
                Log.Failed(_serving.Log, exception, _method.FullName);
                return new Status(StatusCode.Unknown, _serving.TellsExceptions
                    ? $"{_method.FullName} failed. {exception.GetType().Name}: {exception.Message}"
                    : $"{_method.FullName} failed; the server's log says why.");
        }
    }

    private DateTime DeadlineAfter(TimeSpan left)
    {
        var now = _serving.Time.GetUtcNow().UtcDateTime;
        return left < DateTime.MaxValue - now ? now + left : DateTime.MaxValue;
    }

    private static void LiftUploadLimits(IFeatureCollection features)
    {
        // A stream has no end in sight; each message has its own limit, and the service its idle limit.
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private void Tag(Status status)
    {
        if (Http.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            activity.SetTag("grpc.method", _method.FullName);
            activity.SetTag("grpc.status_code", ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
    }
}
