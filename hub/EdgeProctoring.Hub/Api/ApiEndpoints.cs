using System.Text.Json.Nodes;
using EdgeProctoring.Hub.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeProctoring.Hub.Api;

/// <summary>What describes and measures the hub: the OpenAPI document, and metrics as text.</summary>
internal static class ApiEndpoints
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MetricsBook>().AddSingleton<OpenApiBook>().AddSingleton<WebhookSender>().AddHostedService(services => services.GetRequiredService<WebhookSender>());
        builder.Services.AddHostedService<OtlpExporter>();
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/openapi.json", JsonHttpResult<JsonObject> (OpenApiBook book) => TypedResults.Json(book.Write())).RequireAuthorization(Rights.SignedIn);
        routes.MapGet("/metrics", ContentHttpResult (MetricsBook book) => TypedResults.Text(book.Write(), "text/plain; version=0.0.4")).RequireAuthorization(Rights.SeeMetrics);
        routes.MapWebhooks();
    }
}
