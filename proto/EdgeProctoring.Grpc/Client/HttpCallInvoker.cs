using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Starts calls over HTTP/2.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    // With a state object instead of closures: one allocation less for each.
    private static readonly Func<object, Task<Metadata>> _headers = call => ((ClientCall)call).ResponseHeaders;
    private static readonly Func<object, Status> _status = call => ((ClientCall)call).GetStatus();
    private static readonly Func<object, Metadata> _trailers = call => ((ClientCall)call).GetTrailers();
    private static readonly Action<object> _dispose = call => ((ClientCall)call).Dispose();

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Start(request);
        return new AsyncUnaryCall<TResponse>(call.ReadOnlyAsync(), _headers, _status, _trailers, _dispose, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Start(request);
        return new AsyncServerStreamingCall<TResponse>(call, _headers, _status, _trailers, _dispose, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = call.StartStreaming();
        return new AsyncClientStreamingCall<TRequest, TResponse>(requests, call.ReadOnlyAsync(), _headers, _status, _trailers, _dispose, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = call.StartStreaming();
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(requests, call, _headers, _status, _trailers, _dispose, call);
    }
}
