using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers the calls that no method matches.</summary>
internal static class Unimplemented
{
    // After every real method.
    private const int Order = 1000;

    public static void MapUnimplemented(this IEndpointRouteBuilder routes, string pattern, Serving serving)
    {
        RequestDelegate refuse = http => RequestCheck.Accept(http)
            ? new ServerCall(http, serving, new UnknownMethod(http.Request.Path)).ServeAsync(Refuse)
            : Task.CompletedTask;
        routes.MapPost(pattern, refuse)
            .WithDisplayName($"gRPC unimplemented {pattern}")
            .Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = Order);
    }

    private static Task Refuse(ServerCall call)
    {
        ServerCounters.Instance.Unimplemented();
        throw new RpcException(new Status(StatusCode.Unimplemented, $"This server has no method {call.Method}."));
    }

    private sealed class UnknownMethod(string path) : IMethod
    {
        public MethodType Type => MethodType.Unary;
        public string ServiceName => "";
        public string Name => "";
        public string FullName => path;
    }
}
