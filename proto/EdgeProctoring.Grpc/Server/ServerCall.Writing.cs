using System.Buffers;
using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>What goes out: headers, messages, the status.</summary>
internal sealed partial class ServerCall
{
    // RFC 9113, sections 7 and 8.1: "stop sending, the response is complete" and "nobody wants this stream any more".
    private const int NoError = 0;
    private const int Cancel = 8;

    private static readonly TimeSpan _lastBytesLimit = TimeSpan.FromSeconds(5);

    private readonly bool _packs;
    private bool _started;

    public void EnsureOpen(string doing)
    {
        if (_ended || _expired)
        {
            throw new InvalidOperationException($"{_method.FullName} has ended; its stream cannot be {doing} any more.");
        }
    }

    public async Task WriteAsync<T>(T message, Marshaller<T> marshaller, CancellationToken cancel)
        where T : class
    {
        using var turn = Claim();
        cancel.ThrowIfCancellationRequested();
        CancellationToken.ThrowIfCancellationRequested();
        Pack(message, marshaller);
        _started = true;
        using var either = cancel.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancel, CancellationToken) : null;
        var flushed = await Http.Response.BodyWriter.WriteAsync(_frame.Frame, either?.Token ?? CancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted)
        {
            throw new OperationCanceledException($"The client of {_method.FullName} has gone.");
        }
        ServerCounters.Instance.Sent();
    }

    /// <summary>Leaves the message in the pipe, so that headers, message and status leave in one piece.</summary>
    public void WriteLast<T>(T? message, Marshaller<T> marshaller)
        where T : class
    {
        if (message is null)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, $"{_method.FullName} returned no response."));
        }
        using var turn = Claim();
        Pack(message, marshaller);
        _started = true;
        Http.Response.BodyWriter.Write(_frame.Frame.Span);
        ServerCounters.Instance.Sent();
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        using var turn = Claim();
        if (_started)
        {
            throw new InvalidOperationException($"The response headers of {_method.FullName} have been sent already.");
        }
        Append(Http.Response.Headers, responseHeaders);
        _started = true;
        await Http.Response.BodyWriter.FlushAsync(CancellationToken).ConfigureAwait(false);
    }

    private Turn Claim()
    {
        if (_writing.Wait(0))
        {
            if (!_ended && !_expired)
            {
                return new Turn(_writing);
            }
            _writing.Release();
        }
        EnsureOpen("written to");
        throw new InvalidOperationException($"{_method.FullName} writes twice at once; await each write before the next.");
    }

    private void Pack<T>(T message, Marshaller<T> marshaller) =>
        _frame.Write(message, marshaller.ContextualSerializer, _packs && WriteOptionsCore?.Flags.HasFlag(WriteFlags.NoCompress) != true);

    private async Task SendStatusAsync(Status status)
    {
        var response = Http.Response;
        // Without any message the status travels in the headers: "Trailers-Only".
        var target = _started || response.HasStarted ? Http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers : response.Headers;
        target[Protocol.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(status.Detail))
        {
            target[Protocol.Message] = StatusText.Encode(status.Detail);
        }
        if (status.StatusCode == StatusCode.Unimplemented)
        {
            target[Protocol.AcceptEncoding] = Protocol.AcceptedEncodings;
        }
        if (_trailers is not null)
        {
            Append(target, _trailers);
        }
        if (!Reader.AtEnd || _expired)
        {
            Http.Features.Get<IHttpResetFeature>()?.Reset(await TryCompleteAsync(response).ConfigureAwait(false) ? NoError : Cancel);
        }
    }

    private async Task<bool> TryCompleteAsync(HttpResponse response)
    {
        try
        {
            // A client that has stopped reading would hold the response, and with it the deadline, for ever.
            await response.CompleteAsync().WaitAsync(_lastBytesLimit, _serving.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static void Append(IHeaderDictionary headers, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (!Protocol.IsReserved(entry.Key))
            {
                headers.Append(entry.Key, entry.OnTheWire);
            }
        }
    }

    private readonly struct Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
