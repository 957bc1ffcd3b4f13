using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>The way from a call to the HTTP request that carries it.</summary>
public static class ServerCallContextExtensions
{
    // A context made by a test hands its HttpContext over by this name.
    private const string UserStateKey = "__HttpContext";

    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is ServerCall call)
        {
            return call.Http;
        }
        return serverCallContext.UserState.TryGetValue(UserStateKey, out var http) && http is HttpContext context
            ? context
            : throw new InvalidOperationException($"{serverCallContext.GetType()} carries no HttpContext.");
    }
}
