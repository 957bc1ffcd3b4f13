namespace Grpc.Net.Client;

/// <summary>The HTTP side of a channel.</summary>
internal static class Transport
{
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A given handler is used as it is; an own one finds a silent death of the server by pings.</summary>
    public static HttpMessageInvoker Create(GrpcChannelOptions options) => options.HttpHandler is { } given
        ? new HttpMessageInvoker(given, options.DisposeHttpClient)
        : new HttpMessageInvoker(new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = _connectTimeout,
            KeepAlivePingDelay = _pingDelay,
            KeepAlivePingTimeout = _pingTimeout,
        });

    /// <summary>Only of sockets is it known what a failed connection looks like.</summary>
    public static bool ReportsConnections(GrpcChannelOptions options)
    {
        var handler = options.HttpHandler;
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }
        return options.HttpClient is null && handler is null or SocketsHttpHandler;
    }

    public static bool IsConnectFailure(HttpRequestException e) => e.HttpRequestError is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
