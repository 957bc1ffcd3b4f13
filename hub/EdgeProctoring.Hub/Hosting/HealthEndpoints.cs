using EdgeProctoring.Hub.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Hosting;

/// <summary>For whoever watches the service: alive, and ready to take the record on.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok("live")).AllowAnonymous();
        routes.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static JsonHttpResult<Readiness> Ready(Ledger ledger, BrokerLink broker)
    {
        var readiness = new Readiness(ledger.Ready.IsCompletedSuccessfully, broker.IsConnected);
        return TypedResults.Json(readiness, statusCode: readiness is { Ledger: true, Broker: true } ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record Readiness(bool Ledger, bool Broker);
}
