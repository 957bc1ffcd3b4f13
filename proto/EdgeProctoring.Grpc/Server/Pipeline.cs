using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Puts the interceptors before a method, once, when the method is mapped; each is activated per call.</summary>
internal static class Pipeline
{
    public static UnaryServerMethod<TRequest, TResponse> Unary<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, UnaryServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, interceptor) => (request, context) =>
            RunAsync(interceptor, context, instance => instance.UnaryServerHandler(request, context, next)));

    public static ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, ClientStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, interceptor) => (requests, context) =>
            RunAsync(interceptor, context, instance => instance.ClientStreamingServerHandler(requests, context, next)));

    public static ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, ServerStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, interceptor) => (request, responses, context) =>
            RunAsync(interceptor, context, instance => instance.ServerStreamingServerHandler(request, responses, context, next)));

    public static DuplexStreamingServerMethod<TRequest, TResponse> Duplex<TRequest, TResponse>(
        IReadOnlyList<InterceptorRegistration> interceptors, DuplexStreamingServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, interceptor) => (requests, responses, context) =>
            RunAsync(interceptor, context, instance => instance.DuplexStreamingServerHandler(requests, responses, context, next)));

    private static async Task<TResponse> RunAsync<TResponse>(
        InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task<TResponse>> run)
    {
        var interceptor = registration.Activate(context.GetHttpContext().RequestServices);
        try
        {
            return await run(interceptor.Instance);
        }
        finally
        {
            await interceptor.ReleaseAsync();
        }
    }

    private static async Task RunAsync(InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task> run)
    {
        var interceptor = registration.Activate(context.GetHttpContext().RequestServices);
        try
        {
            await run(interceptor.Instance);
        }
        finally
        {
            await interceptor.ReleaseAsync();
        }
    }
}
