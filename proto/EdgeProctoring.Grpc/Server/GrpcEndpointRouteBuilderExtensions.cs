using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var mapped = builder.ServiceProvider.GetService<MappedServices>()
            ?? throw new InvalidOperationException($"{typeof(TService)} cannot be mapped: the services lack AddGrpc().");
        var serving = Serving.Of<TService>(builder.ServiceProvider);
        var binder = new EndpointBinder<TService>(builder, serving);
        BindMethod(typeof(TService)).Invoke(null, [binder, null]);

        if (serving.AnswersUnknownServices && mapped.Claim(""))
        {
            builder.MapUnimplemented("/{grpcService}/{grpcMethod}", serving);
        }
        foreach (var service in binder.ServiceNames.Where(mapped.Claim))
        {
            builder.MapUnimplemented($"/{service}/{{grpcMethod}}", serving);
        }
        return new GrpcServiceEndpointConventionBuilder(binder.Endpoints);
    }

    private static MethodInfo BindMethod(Type service)
    {
        var attribute = service.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{service} cannot be mapped: it derives from no generated service base class.");
        return attribute.BindType.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Single(method => method.Name == attribute.BindMethodName
                && method.GetParameters() is [var binder, _] && binder.ParameterType == typeof(ServiceBinderBase));
    }
}
