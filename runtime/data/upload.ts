import { isJsonObject } from "#shared/lib/json.ts";
import { ApiError, workspacePath } from "./client.ts";

export interface UploadedFile {
  file: string;
  name: string;
  size: number;
  type: string;
}

/**
 * Uploads a file and answers the element that a file field holds. `progress` gets the share sent, 0–1 (fetch can't tell it,
 * so this is the one place with XMLHttpRequest). Rejects with `ApiError`.
 */
export function uploadFile(slug: string, file: File, progress: (share: number) => void): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", workspacePath(slug, "files"));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", document.documentElement.lang || navigator.language);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiError(0, { title: "", status: 0, detail: "", errors: [] }, null));
    request.onload = () => {
      const answer: unknown = request.response;
      const id = isJsonObject(answer) ? (answer.id ?? answer.file) : null;
      if (request.status < 300 && isJsonObject(answer) && typeof id === "string") {
        resolve({ file: id, name: String(answer.name ?? file.name), size: Number(answer.size ?? file.size), type: String(answer.type ?? file.type) });
        return;
      }
      const detail = isJsonObject(answer) && typeof answer.detail === "string" ? answer.detail : "";
      reject(new ApiError(request.status, { title: "", status: request.status, detail, errors: [] }, request.getResponseHeader("x-request-id")));
    };
    request.send(form);
  });
}
