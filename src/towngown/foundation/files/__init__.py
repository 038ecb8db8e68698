"""Files by their content: pictures cleaned of location data, documents as attachments. 文件与图片。"""
