using System.Reflection;
using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>A service's methods as delegates that bring the service object for the call with them.</summary>
internal static class ServiceMethods<TService>
    where TService : class
{
    public static UnaryServerMethod<TRequest, TResponse> Unary<TRequest, TResponse>(MethodInfo method)
        where TRequest : class
        where TResponse : class
    {
        var open = method.CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>();
        return async (request, context) =>
        {
            var service = Activate(context);
            try
            {
                return await open(service.Instance, request, context);
            }
            finally
            {
                await service.ReleaseAsync();
            }
        };
    }

    public static ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TRequest, TResponse>(MethodInfo method)
        where TRequest : class
        where TResponse : class
    {
        var open = method.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>();
        return async (requests, context) =>
        {
            var service = Activate(context);
            try
            {
                return await open(service.Instance, requests, context);
            }
            finally
            {
                await service.ReleaseAsync();
            }
        };
    }

    public static ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TRequest, TResponse>(MethodInfo method)
        where TRequest : class
        where TResponse : class
    {
        var open = method.CreateDelegate<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        return async (request, responses, context) =>
        {
            var service = Activate(context);
            try
            {
                await open(service.Instance, request, responses, context);
            }
            finally
            {
                await service.ReleaseAsync();
            }
        };
    }

    public static DuplexStreamingServerMethod<TRequest, TResponse> Duplex<TRequest, TResponse>(MethodInfo method)
        where TRequest : class
        where TResponse : class
    {
        var open = method.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        return async (requests, responses, context) =>
        {
            var service = Activate(context);
            try
            {
                await open(service.Instance, requests, responses, context);
            }
            finally
            {
                await service.ReleaseAsync();
            }
        };
    }

    private static Activated<TService> Activate(ServerCallContext context) =>
        ServiceActivator<TService>.Activate(context.GetHttpContext().RequestServices);
}
