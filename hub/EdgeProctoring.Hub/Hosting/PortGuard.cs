using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>Nodes' calls are answered on the nodes' port alone, and nothing else is.</summary>
internal sealed class PortGuard(RequestDelegate next, IOptions<GrpcOptions> grpc)
{
    public Task InvokeAsync(HttpContext http)
    {
        var isCall = http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        if (isCall == (http.Connection.LocalPort == grpc.Value.Port))
        {
            return next(http);
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
