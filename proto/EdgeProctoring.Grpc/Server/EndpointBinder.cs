using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes an endpoint of each method that generated code tells about.</summary>
internal sealed class EndpointBinder<TService>(IEndpointRouteBuilder routes, Serving serving) : ServiceBinderBase
    where TService : class
{
    private readonly List<IEndpointConventionBuilder> _endpoints = [];
    private readonly HashSet<string> _serviceNames = [];

    public IReadOnlyList<IEndpointConventionBuilder> Endpoints => _endpoints;
    public IReadOnlyCollection<string> ServiceNames => _serviceNames;

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(TRequest), typeof(ServerCallContext));
        var answer = Pipeline.Unary(serving.Interceptors, ServiceMethods<TService>.Unary<TRequest, TResponse>(implementation));
        Map(method, implementation, async call =>
        {
            var request = await call.ReadOnlyAsync(method.RequestMarshaller);
            call.WriteLast(await answer(request, call), method.ResponseMarshaller);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var answer = Pipeline.ClientStreaming(serving.Interceptors, ServiceMethods<TService>.ClientStreaming<TRequest, TResponse>(implementation));
        Map(method, implementation, async call =>
        {
            var requests = new ServerStreamReader<TRequest>(call, method.RequestMarshaller);
            call.WriteLast(await answer(requests, call), method.ResponseMarshaller);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var answer = Pipeline.ServerStreaming(serving.Interceptors, ServiceMethods<TService>.ServerStreaming<TRequest, TResponse>(implementation));
        Map(method, implementation, async call =>
        {
            var request = await call.ReadOnlyAsync(method.RequestMarshaller);
            await answer(request, new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller), call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var answer = Pipeline.Duplex(serving.Interceptors, ServiceMethods<TService>.Duplex<TRequest, TResponse>(implementation));
        Map(method, implementation, call => answer(
            new ServerStreamReader<TRequest>(call, method.RequestMarshaller), new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller), call));
    }

    private static MethodInfo Find(IMethod method, params Type[] parameters) =>
        typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
        ?? throw new InvalidOperationException($"{typeof(TService)} cannot be mapped: it has no public method {method.Name} for {method.FullName}.");

    private void Map(IMethod method, MethodInfo implementation, Func<ServerCall, Task> answer)
    {
        _serviceNames.Add(method.ServiceName);
        RequestDelegate serve = http => RequestCheck.Accept(http)
            ? new ServerCall(http, serving, method).ServeAsync(answer)
            : Task.CompletedTask;
        var endpoint = routes.MapPost(method.FullName, serve);
        endpoint.WithDisplayName($"gRPC {method.FullName}");
        // The last attribute wins where a rule is looked up, so a method's attributes come after its class's.
        endpoint.WithMetadata([new GrpcMethodMetadata(typeof(TService), method),
            .. typeof(TService).GetCustomAttributes(inherit: true), .. implementation.GetCustomAttributes(inherit: true)]);
        _endpoints.Add(endpoint);
    }
}
