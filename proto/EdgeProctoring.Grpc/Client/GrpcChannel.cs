using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The way to one server, for many calls and clients at once.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly bool _ownsHttp;
    private readonly Reconnect? _reconnect;
    private readonly Lock _gate = new();
    private readonly HashSet<IDisposable> _calls = [];
    private bool _disposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options) : base(address.Authority)
    {
        Address = address;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        Time = options.Time;
        _http = options.HttpClient ?? Transport.Create(options);
        _ownsHttp = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        if (Transport.ReportsConnections(options))
        {
            _reconnect = new Reconnect(options.InitialReconnectBackoff, options.MaxReconnectBackoff, options.Time, Target);
        }
    }

    internal Uri Address { get; }
    internal int? MaxSendMessageSize { get; }
    internal int? MaxReceiveMessageSize { get; }
    internal TimeProvider Time { get; }

    /// <summary>Why the server cannot be reached at the moment, if so.</summary>
    internal string? Trouble => _reconnect?.Trouble;

    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"'{address}' is no address for a channel: it begins with http:// or https://.");
        }
        if (channelOptions.HttpClient is not null && channelOptions.HttpHandler is not null)
        {
            throw new ArgumentException(
                $"{nameof(GrpcChannelOptions.HttpClient)} and {nameof(GrpcChannelOptions.HttpHandler)} are both set; a channel has one of them.", nameof(channelOptions));
        }
        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Cancels the calls that have not ended.</summary>
    public void Dispose()
    {
        IDisposable[] calls;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            calls = [.. _calls];
            _calls.Clear();
        }
        Array.ForEach(calls, call => call.Dispose());
        if (_ownsHttp)
        {
            _http.Dispose();
        }
    }

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    internal void Add(IDisposable call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _calls.Add(call);
        }
    }

    internal void Remove(IDisposable call)
    {
        lock (_gate)
        {
            _calls.Remove(call);
        }
    }

    /// <summary>Sends once a connection is there. A call that waits for it is made anew for each try; nothing of it has been sent by then.</summary>
    internal async Task<HttpResponseMessage> SendAsync(Func<ConnectAttempt?, HttpRequestMessage> request, bool waitForReady, CancellationToken cancel)
    {
        if (_reconnect is null)
        {
            return await SendAsync(request(null), cancel).ConfigureAwait(false);
        }
        while (true)
        {
            using var attempt = await _reconnect.BeginAsync(waitForReady, cancel).ConfigureAwait(false);
            try
            {
                var response = await SendAsync(request(attempt), cancel).ConfigureAwait(false);
                attempt.Connected();
                return response;
            }
            catch (HttpRequestException e) when (!attempt.IsConnected && Transport.IsConnectFailure(e))
            {
                attempt.Failed(e);
                if (!waitForReady)
                {
                    throw;
                }
            }
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _http is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel)
        : _http.SendAsync(request, cancel);
}
