using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Api;

/// <summary>The OpenAPI document of everything under /api/v1, made from the endpoints themselves.</summary>
internal sealed class OpenApiBook(EndpointDataSource endpoints, IOptions<JsonOptions> json)
{
    private readonly JsonSchemaExporterOptions _schema = new() { TreatNullObliviousAsNonNullable = true };

    public JsonObject Write()
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (!path.StartsWith("/api/v1/", StringComparison.Ordinal))
            {
                continue;
            }
            var operations = paths[path]?.AsObject();
            if (operations is null)
            {
                paths[path] = operations = [];
            }
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                operations[method.ToLowerInvariant()] = Operation(endpoint, method, path);
            }
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "EdgeProctoring hub", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "ep-session", ["description"] = "POST /api/v1/session; changes also need X-Forgery-Token." } },
            },
        };
    }

    private JsonObject Operation(RouteEndpoint endpoint, string method, string path)
    {
        var operation = new JsonObject { ["operationId"] = $"{method.ToLowerInvariant()}{string.Concat(path["/api/v1".Length..].Split('/', '{', '}', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}" };
        if (endpoint.Metadata.GetMetadata<ITagsMetadata>() is { } tags)
        {
            operation["tags"] = new JsonArray([.. tags.Tags.Select(tag => (JsonNode)tag)]);
        }
        if (endpoint.Metadata.GetMetadata<IAuthorizeData>() is { Policy: { } right })
        {
            operation["security"] = new JsonArray(new JsonObject { ["session"] = new JsonArray() });
            operation["description"] = People.Rights.OfRoles.TryGetValue(right, out var roles) ? $"For {string.Join(", ", roles)}." : right;
        }
        operation["parameters"] = new JsonArray([.. endpoint.RoutePattern.Parameters.Select(parameter => (JsonNode)new JsonObject
        {
            ["name"] = parameter.Name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" },
        })]);
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } request } accepts)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !accepts.IsOptional, ["content"] = new JsonObject { [accepts.ContentTypes[0]] = new JsonObject { ["schema"] = Schema(request) } } };
        }
        var responses = new JsonObject();
        foreach (var answer in endpoint.Metadata.OfType<IProducesResponseTypeMetadata>())
        {
            var response = new JsonObject { ["description"] = answer.Description ?? $"{(System.Net.HttpStatusCode)answer.StatusCode}" };
            if (answer.Type is { } type && type != typeof(void) && answer.ContentTypes.FirstOrDefault() is { } content)
            {
                response["content"] = new JsonObject { [content] = new JsonObject { ["schema"] = Schema(type) } };
            }
            responses[answer.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)] = response;
        }
        if (responses.Count == 0)
        {
            responses["200"] = new JsonObject { ["description"] = "OK" };
        }
        operation["responses"] = responses;
        return operation;
    }

    private JsonNode Schema(Type type) => json.Value.SerializerOptions.GetJsonSchemaAsNode(type, _schema);
}
