using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The messages of one call. It reads the responses itself; the requests go through a body of their own.</summary>
internal sealed class ClientCall<TRequest, TResponse>(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, method, options), IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private static readonly StreamPipeReaderOptions _piping = new(bufferSize: 16 * 1024, leaveOpen: true);

    private readonly TaskCompletionSource<FrameReader?> _responses = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _packs = options.Headers?.GetValue(Protocol.CompressRequest) == Protocol.Gzip;
    private UnaryFrame? _frame;
    private StreamingBody? _body;
    private PipeReader? _pipe;
    private HttpResponseHeaders? _trailingHeaders;
    private TResponse? _current;
    private int _reading;

    public TResponse Current => _current ?? throw new InvalidOperationException($"There is no current response of {Where}.");

    public void Start(TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Begin() && TryPack(request))
        {
            _ = RunAsync(attempt => Request(new UnaryBody(_frame!, attempt)));
        }
    }

    public ClientStreamWriter<TRequest> StartStreaming()
    {
        _body = new StreamingBody(Where);
        var writer = new ClientStreamWriter<TRequest>(this, _body, Writer(), method.RequestMarshaller, _packs)
        {
            WriteOptions = Options.WriteOptions,
        };
        if (Begin())
        {
            _ = RunAsync(attempt =>
            {
                _body.Attempt = attempt;
                return Request(_body);
            });
        }
        return writer;
    }

    /// <summary>The only response of a call that has only one.</summary>
    public async Task<TResponse> ReadOnlyAsync()
    {
        if (!await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            throw new RpcException(new Status(StatusCode.Internal, $"{Where} ended well without the response that is due."));
        }
        var response = Current;
        if (await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            Finish(new Status(StatusCode.Internal, $"{Where} sent more than the one response that is due."));
            throw Error();
        }
        return response;
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) == 1)
        {
            throw new InvalidOperationException($"{Where} is read twice at once; await each read before the next.");
        }
        using var byReader = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).CancelByCaller(), this);
        try
        {
            _current = await _responses.Task.ConfigureAwait(false) is { } reader ? await ReadAsync(reader).ConfigureAwait(false) : null;
            if (_current is not null)
            {
                ClientCounters.Instance.Received();
                return true;
            }
            return GetStatus().StatusCode == StatusCode.OK ? false : throw Error();
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    protected override async Task OpenAsync(HttpResponseMessage response)
    {
        var hasStatus = response.Headers.NonValidated.Contains(Protocol.Status);
        if (response.StatusCode != HttpStatusCode.OK && !hasStatus)
        {
            Finish(new Status(Protocol.FromHttp(response.StatusCode), $"{Where} answered HTTP {(int)response.StatusCode} without a gRPC status."));
        }
        else if (response.StatusCode == HttpStatusCode.OK && !Protocol.IsGrpc(response.Content.Headers.ContentType?.MediaType))
        {
            Finish(new Status(StatusCode.Cancelled, $"{Where} answered with content type '{response.Content.Headers.ContentType}'; that is no gRPC."));
        }
        else if (hasStatus)
        {
            SetHeaders([]);
            FinishFrom(response.Headers);
        }
        else
        {
            SetHeaders(Read(response.Headers));
            _trailingHeaders = response.TrailingHeaders;
            _pipe = PipeReader.Create(await response.Content.ReadAsStreamAsync(Ended).ConfigureAwait(false), _piping);
            var encoding = response.Headers.NonValidated.TryGetValues(Protocol.Encoding, out var value) ? value.ToString() : null;
            _responses.TrySetResult(new FrameReader(_pipe, Channel.MaxReceiveMessageSize, encoding, StreamName.Response(method.FullName, Channel.Target)));
        }
    }

    protected override void Close(Status status)
    {
        _responses.TrySetResult(null);
        _body?.Close(new RpcException(status));
        _frame?.Release();
    }

    private async ValueTask<TResponse?> ReadAsync(FrameReader reader)
    {
        if (HasEnded)
        {
            return null;
        }
        try
        {
            var response = await reader.ReadAsync(method.ResponseMarshaller.ContextualDeserializer, Ended).ConfigureAwait(false);
            if (response is null)
            {
                FinishFrom(_trailingHeaders!);
                await _pipe!.CompleteAsync().ConfigureAwait(false);
            }
            return response;
        }
        catch (Exception e)
        {
            Finish(Failure.Of(e, Where));
            return null;
        }
    }

    private bool TryPack(TRequest request)
    {
        var writer = Writer();
        try
        {
            writer.Write(request, method.RequestMarshaller.ContextualSerializer, _packs && Options.WriteOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true);
            _frame = new UnaryFrame(writer);
            return true;
        }
        catch (Exception e)
        {
            writer.Dispose();
            Finish(Failure.Of(e, Where));
            return false;
        }
    }

    private FrameWriter Writer() =>
        new(Channel.MaxSendMessageSize, CompressionLevel.Fastest, StreamName.Request(method.FullName, Channel.Target));

    private HttpRequestMessage Request(HttpContent body) =>
        RequestHead.Create(new Uri(Channel.Address, method.FullName), host, body, Options.Headers, TimeLeft, _packs);

    private void FinishFrom(HttpResponseHeaders trailers)
    {
        if (!trailers.NonValidated.TryGetValues(Protocol.Status, out var text)
            || !int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            Finish(new Status(StatusCode.Cancelled, $"{Where} ended without a gRPC status."));
            return;
        }
        var detail = trailers.NonValidated.TryGetValues(Protocol.Message, out var message) ? StatusText.Decode(message.ToString()) : "";
        Finish(new Status(Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown, detail), Read(trailers));
    }

    private Metadata Read(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (key, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                MetadataReader.Add(metadata, key, value, Where);
            }
        }
        return metadata;
    }
}
